// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.connect;

import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.RedisOptions;
import java.util.Optional;

/**
 * Which server to connect to, and as whom. Its text form shows neither user nor password.
 *
 * @param address {@code redis://host:port}, {@code rediss://host:port} or {@code unix:///path}, without anything else
 * @param database number of the database
 * @param user whom to log in as; empty for the server's default user
 * @param password what to log in with; empty for not at all
 * @param tls there exactly when the address begins with {@code rediss:}
 */
public record Endpoint(
        String address, int database, Optional<String> user, Optional<String> password, Optional<RedisTls> tls) {

    private static final String VERIFY = "HTTPS";

    /**
     * Options for a client with a single connection. Its own pool lends a connection to one command at a time, and
     * never ends one that does not answer; both are done here instead, so each connection gets a client of its own.
     * Logging in and choosing the database are done here too: the client takes some refusals of the server in silence.
     */
    RedisOptions forOneConnection(RedisConnectionLimits limits) {
        return new RedisOptions()
                .setConnectionString(address)
                .setNetClientOptions(network(limits))
                .setProtocolNegotiation(false)
                .setMaxPoolSize(1)
                .setMaxPoolWaiting(1)
                .setPoolCleanerInterval(-1)
                .setPoolRecycleTimeout(-1)
                .setMaxWaitingHandlers(limits.waiting() + 1);
    }

    private NetClientOptions network(RedisConnectionLimits limits) {
        var network = new NetClientOptions()
                .setConnectTimeout((int) limits.connectTimeout().toMillis())
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true);
        tls.ifPresent(how -> {
            network.setSsl(true).setHostnameVerificationAlgorithm(how.verifyHost() ? VERIFY : "");
            how.ca().ifPresent(file -> network.setTrustOptions(new PemTrustOptions().addCertPath(file)));
            how.cert()
                    .ifPresent(file -> network.setKeyCertOptions(new PemKeyCertOptions()
                            .addCertPath(file)
                            .addKeyPath(how.key().orElseThrow())));
        });
        return network;
    }

    @Override
    public String toString() {
        return address + "/" + database;
    }
}
