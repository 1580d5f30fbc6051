// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observed;

import static io.prism.proxy.observed.EchoCalls.REQUEST_ID;
import static io.prism.proxy.observed.EchoCalls.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Status;
import io.grpc.Metadata;
import io.grpc.protobuf.ProtoUtils;
import io.prism.contracts.common.Error;
import io.prism.proxy.fidelity.Stage;
import java.io.IOException;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told about calls that really go through the door. */
class ObservedDoorTest {

    private static final Metadata.Key<String> NAMESPACE = EchoCalls.key("prism-namespace");
    private static final Metadata.Key<Status> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", ProtoUtils.metadataMarshaller(Status.getDefaultInstance()));

    private Stage stage;
    private EchoCalls calls;

    @BeforeEach
    void open() throws IOException {
        stage = new Stage("access-log: { calls: all }", "");
        calls = new EchoCalls(stage);
        calls.serve("Good", io.grpc.Status.OK);
        calls.serve("Missing", io.grpc.Status.NOT_FOUND);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void countsCallsByTheirCode() {
        // When
        for (int i = 0; i < 3; i++) {
            calls.call("Good", new Metadata());
        }
        calls.call("Missing", new Metadata());
        calls.call("Good", with(NAMESPACE, "nowhere"));

        // Then
        Awaitility.await().untilAsserted(() -> {
            assertThat(requests("default", "echo", "OK")).isEqualTo(3);
            assertThat(requests("default", "echo", "NOT_FOUND")).isEqualTo(1);
            assertThat(requests("-", "-", "NOT_FOUND")).isEqualTo(1);
        });
        assertThat(stage.meters()
                        .get("prism.proxy.duration")
                        .tag("binding", "echo")
                        .timer()
                        .count())
                .isEqualTo(4);
        assertThat(stage.meters()
                        .get("prism.proxy.inflight")
                        .tag("binding", "echo")
                        .gauge()
                        .value())
                .isZero();
    }

    @Test
    void makesNoSeriesOfWhatClientsMakeUp() {
        // Given
        List<String> keys = List.of("request-id", "prism-binding", "prism-namespace", "prism-session", "x-key");
        keys.forEach(key -> calls.call("Good", with(EchoCalls.key(key), "v")));
        int before = stage.meters().scrape().split("\n").length;

        // When
        for (int i = 0; i < 2_000; i++) {
            calls.call("Good", with(EchoCalls.key(keys.get(i % keys.size())), "v" + i));
        }

        // Then
        Awaitility.await()
                .untilAsserted(() -> assertThat(stage.meters().find("prism.proxy.requests").counters().stream()
                                .mapToDouble(counter -> counter.count())
                                .sum())
                        .isEqualTo(2_000 + keys.size()));
        assertThat(stage.meters().scrape().split("\n").length).isEqualTo(before);
    }

    @Test
    void namesACallTheSameEverywhere() throws InterruptedException {
        // When
        EchoCalls.Heard heard = calls.call("Good", with(REQUEST_ID, "order-7"));

        // Then
        assertThat(calls.seen().getAll(REQUEST_ID)).containsExactly("order-7");
        assertThat(heard.headers().getAll(REQUEST_ID)).containsExactly("order-7");
        logs("\"requestId\":\"order-7\"", "\"method\":\"/" + Stage.SERVICE + "/Good\"", "\"code\":\"OK\"");
    }

    @Test
    void makesANameForACallWithoutOne() throws InterruptedException {
        // When
        EchoCalls.Heard heard = calls.call("Good", new Metadata());

        // Then
        String made = heard.headers().get(REQUEST_ID);
        assertThat(made).matches("[0-9a-f]{24}");
        assertThat(calls.seen().getAll(REQUEST_ID)).containsExactly(made);
        logs("\"requestId\":\"" + made + "\"");
    }

    @Test
    void namesCallsThatFailAtTheProcess() {
        // When
        EchoCalls.Heard heard = calls.call("Missing", with(REQUEST_ID, "order-8"));

        // Then
        // A stock server that fails at once sends trailers only.
        assertThat(heard.trailers().getAll(REQUEST_ID)).containsExactly("order-8");
        logs("\"requestId\":\"order-8\"", "\"code\":\"NOT_FOUND\"");
    }

    @Test
    void namesCallsThatItRefusesInTheirErrorToo() throws IOException {
        // Given
        var metadata = with(REQUEST_ID, "order-9");
        metadata.put(NAMESPACE, "nowhere");

        // When
        EchoCalls.Heard heard = calls.call("Good", metadata);

        // Then
        assertThat(heard.trailers().getAll(REQUEST_ID)).containsExactly("order-9");
        Status status = heard.trailers().get(DETAILS);
        assertThat(status).isNotNull();
        assertThat(status.getDetails(0).unpack(Error.class).getRequestId()).isEqualTo("order-9");
        logs("\"requestId\":\"order-9\"", "\"namespace\":\"-\"", "\"code\":\"NOT_FOUND\"");
    }

    @Test
    void passesTraceContextThroughUntouchedWhenTracingIsOff() throws InterruptedException {
        // Given
        String traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        var metadata = with(EchoCalls.TRACEPARENT, traceparent);
        metadata.put(EchoCalls.TRACESTATE, "a=1");

        // When
        calls.call("Good", metadata);

        // Then
        Metadata seen = calls.seen();
        assertThat(seen.getAll(EchoCalls.TRACEPARENT)).containsExactly(traceparent);
        assertThat(seen.getAll(EchoCalls.TRACESTATE)).containsExactly("a=1");
    }

    private double requests(String namespace, String binding, String code) {
        return stage.meters()
                .get("prism.proxy.requests")
                .tags("namespace", namespace, "binding", binding, "code", code)
                .counter()
                .count();
    }

    private void logs(String... parts) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(stage.accessLog().lines())
                        .anySatisfy(line -> assertThat(line).contains(parts)));
    }
}
