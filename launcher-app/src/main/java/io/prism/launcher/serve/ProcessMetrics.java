// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.serve;

import io.prism.launcher.supervise.Fleet;
import io.prism.launcher.supervise.Snapshot;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code GET /processes/metrics} of the management port: what pattern processes tell about their calls, by their keys. They
 * listen on sockets in the run directory, where nobody else can ask them. Sessions come and go, so only the first
 * {@value ResourceMeters#MOST_PROCESSES} are asked; one that does not answer in time, or has nothing to say, is left out.
 */
@ApplicationScoped
public class ProcessMetrics {

    private static final String PATH = "/processes/metrics";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String UNIX = "unix:";
    private static final Duration MOST = Duration.ofSeconds(2);
    private static final int BYTES_MAX = 4 << 20;

    private final Fleet fleet;
    private final HttpClient client;

    ProcessMetrics(Fleet fleet, Vertx vertx) {
        this.fleet = fleet;
        this.client = vertx.createHttpClient();
    }

    void register(@Observes ManagementInterface management) {
        management.router().get(PATH).handler(this::answer);
    }

    private record Said(String process, String metrics) {}

    private void answer(RoutingContext request) {
        List<Future<Said>> asked = fleet.processes().stream()
                .map(Fleet.Process::snapshot)
                .filter(Snapshot::running)
                .filter(process -> process.address().startsWith(UNIX))
                .limit(ResourceMeters.MOST_PROCESSES)
                .map(this::ask)
                .toList();
        var _ = Future.join(new ArrayList<>(asked)).onComplete(_ -> {
            MergedMetrics all = new MergedMetrics();
            asked.stream()
                    .filter(Future::succeeded)
                    .map(Future::result)
                    .forEach(said -> all.add(said.process(), said.metrics()));
            var _ = request.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, PROMETHEUS)
                    .end(all.page());
        });
    }

    private Future<Said> ask(Snapshot process) {
        RequestOptions options = new RequestOptions()
                .setServer(SocketAddress.domainSocketAddress(process.address().substring(UNIX.length())))
                .setHost("localhost")
                .setURI("/metrics")
                .setTimeout(MOST.toMillis());
        return client.request(options)
                .compose(request -> request.send().compose(ProcessMetrics::read))
                .map(metrics -> new Said(process.id(), metrics));
    }

    private static Future<String> read(HttpClientResponse response) {
        if (response.statusCode() != HttpURLConnection.HTTP_OK) {
            return Future.failedFuture("has no metrics");
        }
        Buffer whole = Buffer.buffer();
        response.handler(piece -> {
            if (whole.length() + piece.length() > BYTES_MAX) {
                var _ = response.request().reset();
            } else {
                whole.appendBuffer(piece);
            }
        });
        return response.end().map(_ -> whole.toString());
    }
}
