// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.stub.StreamObserver;
import io.prism.contracts.keyvalue.CountResponse;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A door that stops closes connections that wait for nothing, and lets a request that it has come to its answer. */
class DrainTest {

    @ParameterizedTest
    @EnumSource(Version.class)
    void finishesWhatItHas(Version version) throws IOException, InterruptedException {
        // Given
        AtomicReference<StreamObserver<CountResponse>> hanging = new AtomicReference<>();
        try (var stage = new JsonStage("drain-time: 5s", "");
                var process = ScriptedProcess.counting((_, answer) -> hanging.set(answer));
                HttpClient idle = HttpClient.newBuilder().version(version).build();
                HttpClient busy = HttpClient.newBuilder().version(version).build()) {
            stage.processAt(process.port());
            idle.send(stage.get("/v1/-/-/KeyValueBasic/Exists?key=a").build(), BodyHandlers.ofString());
            CompletableFuture<HttpResponse<String>> answer =
                    busy.sendAsync(stage.get("/v1/far/kv/KeyValueScan/Count").build(), BodyHandlers.ofString());
            Awaitility.await().until(() -> hanging.get() != null);

            // When
            Future<Void> drained = stage.drain();

            // Then
            assertThat(drained.isComplete()).isFalse();
            hanging.get().onNext(CountResponse.newBuilder().setCount(3).build());
            hanging.get().onCompleted();
            assertThat(answer.join().body()).isEqualTo("{\"count\":\"3\"}");
            Awaitility.await().until(drained::succeeded);
        }
    }
}
