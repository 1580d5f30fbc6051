// SPDX-License-Identifier: Apache-2.0
package io.prism.host;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;

/** Answers {@code GET /metrics}; whatever else is asked for goes on. */
final class MetricsPage implements Handler<HttpServerRequest> {

    private static final String PATH = "/metrics";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final HostTelemetry telemetry;
    private final Handler<HttpServerRequest> others;

    MetricsPage(HostTelemetry telemetry, Handler<HttpServerRequest> others) {
        this.telemetry = telemetry;
        this.others = others;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (request.method().equals(HttpMethod.GET) && Objects.equals(request.path(), PATH)) {
            var _ = request.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, PROMETHEUS)
                    .end(telemetry.scrape());
        } else {
            others.handle(request);
        }
    }
}
