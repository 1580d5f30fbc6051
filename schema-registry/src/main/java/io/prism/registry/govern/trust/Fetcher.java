// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.govern.trust;

import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.fault.RegistryException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches from an address that was checked, and from no other: the name is looked up once, the connection goes to what
 * was found, and redirections are not followed. Safe for use by many threads; blocks, so call it from virtual threads.
 */
@ApplicationScoped
class Fetcher {

    private static final int OK = 200;
    private static final int REDIRECTED = 300;
    private static final int REFUSED = 400;

    private final TrustSettings settings;
    private final HttpClient client;
    private final Semaphore room;

    Fetcher(TrustSettings settings, Vertx vertx) {
        this.settings = settings;
        this.room = new Semaphore(settings.concurrentFetches());
        HttpClientOptions options = new HttpClientOptions()
                .setSsl(true)
                .setVerifyHost(true)
                .setKeepAlive(false)
                .setMaxPoolSize(settings.concurrentFetches())
                .setConnectTimeout(Math.toIntExact(settings.timeout().toMillis()));
        settings.caFile()
                .ifPresent(file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
        this.client = vertx.createHttpClient(options);
    }

    /**
     * What is at {@code source}.
     *
     * @throws RegistryException when it cannot be had in time, or is too large
     */
    byte[] fetch(Source source) {
        if (!room.tryAcquire()) {
            throw Source.refused("Too many schemas are being fetched; try again");
        }
        try {
            InetAddress address = source.address(settings.allowPrivateAddresses());
            return await(source, address).getBytes();
        } finally {
            room.release();
        }
    }

    private Buffer await(Source source, InetAddress address) {
        Future<Buffer> answer = ask(source, address);
        try {
            return answer.toCompletionStage()
                    .toCompletableFuture()
                    .get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            throw failed(source, "it took longer than " + settings.timeout());
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RegistryException refused) {
                throw refused;
            }
            throw failed(source, String.valueOf(failure.getCause()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw failed(source, "the registry is stopping");
        }
    }

    private Future<Buffer> ask(Source source, InetAddress address) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(source.uri().getHost())
                .setPort(source.port())
                .setURI(source.target())
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, source.port())))
                .setTimeout(settings.timeout().toMillis())
                .setFollowRedirects(false);
        return client.request(request).compose(call -> call.send().compose(response -> read(source, response)));
    }

    private Future<Buffer> read(Source source, HttpClientResponse response) {
        int status = response.statusCode();
        if (status != OK) {
            response.request().reset();
            boolean moved = status >= REDIRECTED && status < REFUSED;
            return Future.failedFuture(
                    failed(source, "it answers " + status + (moved ? ", which is not followed" : "")));
        }
        Buffer body = Buffer.buffer();
        long most = settings.size().asLongValue();
        response.handler(part -> {
            if (body.length() + part.length() > most) {
                response.request().reset();
            } else {
                body.appendBuffer(part);
            }
        });
        return response.end()
                .map(end -> body)
                .recover(failure -> Future.failedFuture(
                        failed(source, "it cannot be read to its end, or is larger than " + most + " bytes")));
    }

    private static RegistryException failed(Source source, String why) {
        return Source.refused("'%s' cannot be fetched: %s"
                .formatted(ConfluentFailures.shown(source.uri().toString()), ConfluentFailures.shown(why)));
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
