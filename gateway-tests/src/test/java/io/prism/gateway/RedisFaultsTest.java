// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import io.prism.testkit.server.RedisServer;

class RedisFaultsTest extends ServerFaults {

    private final RedisServer server = RedisServer.started("--appendonly", "yes", "--appendfsync", "always");

    @Override
    String url(int port) {
        return "redis://127.0.0.1:" + port;
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
        return "redis";
    }
}
