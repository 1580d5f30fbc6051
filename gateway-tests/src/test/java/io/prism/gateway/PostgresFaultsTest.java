// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import io.prism.testkit.server.PostgresServer;

class PostgresFaultsTest extends ServerFaults {

    private final PostgresServer server = PostgresServer.started(PostgresServer.DURABLE);

    @Override
    String url(int port) {
        return "postgresql://postgres@127.0.0.1:" + port + "/postgres";
    }

    @Override
    int port() {
        return server.port();
    }

    @Override
    void stopServer() {
        server.stop();
    }

    @Override
    void killServer() {
        server.kill();
    }

    @Override
    void startServerAgain() {
        server.start();
    }

    @Override
    void closeServer() {
        server.close();
    }

    @Override
    String type() {
        return "postgres";
    }
}
