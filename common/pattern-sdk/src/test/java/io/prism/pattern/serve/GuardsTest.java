// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import io.prism.core.Keyspace;
import io.prism.core.Needs;
import io.prism.core.OptionMap;
import io.prism.core.binding.BindingSpec;
import io.prism.core.failure.Failures;
import io.prism.core.failure.GatewayException.Busy;
import io.prism.pattern.Bindings;
import io.prism.pattern.Pattern;
import io.prism.pattern.Slots;
import io.prism.pattern.guard.Guard;
import io.prism.pattern.observe.RpcObserver;
import io.prism.pattern.serve.RawGrpcClient.Heard;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of call passes every guard of its binding, in order, and no further than the first that refuses it. */
class GuardsTest {

    private static final String RESOURCE_EXHAUSTED = "8";
    private static final BytesValue HELLO = BytesValue.of(ByteString.copyFromUtf8("hello"));

    private final Queue<String> passed = new ConcurrentLinkedQueue<>();
    private FramesStage stage = new FramesStage(List.of(new Recording("first"), new Recording("second")));
    private RawGrpcClient client;

    GuardsTest() throws IOException {
        client = stage.client();
    }

    @BeforeEach
    void smallPieces() {
        stage.pieceBytes.set(10);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        stage.close();
    }

    @ParameterizedTest
    @CsvSource({"Echo", "Sum", "Chat", "Endless"})
    void arePassedInOrder(String method) throws IOException {
        // When
        say(method);
        Heard answer = client.await(1, heard -> heard.data().isReadable());

        // Then
        assertThat(answer.over() && !answer.status().equals("0")).isFalse();
        assertThat(passed).containsExactly("first " + method, "second " + method);
    }

    @ParameterizedTest
    @CsvSource({"Echo", "Sum", "Chat", "Endless"})
    void stopACallThatOneRefuses(String method) throws IOException {
        // Given
        client.close();
        stage.close();
        stage = new FramesStage(List.of(new Recording("first"), new Refusing(), new Recording("second")));
        client = stage.client();

        // When
        say(method);
        Heard answer = client.finish(1);

        // Then
        assertThat(answer.status()).isEqualTo(RESOURCE_EXHAUSTED);
        assertThat(answer.data().isReadable()).isFalse();
        assertThat(passed).containsExactly("first " + method);
        assertThat(stage.sent).hasValue(0);
        assertThat(stage.received).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({"test.Toy/Echo", "prism.interfaces.BindingInterface/DescribeBinding"})
    void areAroundEverythingThatABindingServes(String method) {
        // Given
        Vertx vertx = Vertx.vertx();
        var place = new Keyspace("a", "b");
        try (var bindings = new Bindings(
                vertx,
                new Failures("test", InstantSource.system()),
                List.of(),
                List.of(new Toy()),
                RpcObserver.NONE,
                standard -> List.of(new Recording("only")))) {
            bindings.serve(
                    List.of(new BindingSpec(place, "toy", Map.of(), new OptionMap("test", Map.of()), Needs.NONE)));

            // When
            var rpc = bindings.table().rows().getFirst().target().server().rpc(method);

            // Then
            assertThat(rpc).isPresent();
            assertThat(call(rpc.orElseThrow())).isNotNull();
            assertThat(passed).hasSize(1);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @SuppressWarnings("unchecked")
    private static <Q, R> Object call(ServedMethod<Q, R> rpc) {
        var unary = (ServedMethod.Unary<Q, R>) rpc;
        Q request = rpc.method().parseRequest(new java.io.ByteArrayInputStream(new byte[0]));
        return unary.handler()
                .call(request, new CallContext(io.prism.core.Deadline.NONE, ""))
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private void say(String method) throws IOException {
        client.begin(1, FramesStage.SERVICE + "/" + method);
        client.data(1, RawGrpcClient.framed(HELLO), true);
    }

    /** A pattern that needs no backend. */
    private final class Toy implements Pattern {
        @Override
        public String name() {
            return "toy";
        }

        @Override
        public List<ServedInterface> serve(Slots slots, OptionMap config, Failures failures) {
            return List.of(new ServedInterface(FramesStage.SERVICE, stage.methods()));
        }
    }

    /** Says which calls pass. */
    private final class Recording implements Guard {
        private final String name;

        Recording(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public <Q, R> ServedMethod<Q, R> around(ServedMethod<Q, R> rpc) {
            return rpc.after(_ -> {
                passed.add(name + " " + rpc.method().getBareMethodName());
                return Uni.createFrom().voidItem();
            });
        }
    }

    /** Lets nobody pass. */
    private static final class Refusing implements Guard {
        @Override
        public String name() {
            return "refusing";
        }

        @Override
        public <Q, R> ServedMethod<Q, R> around(ServedMethod<Q, R> rpc) {
            return rpc.after(_ -> Uni.createFrom().failure(new Busy("full", Duration.ofSeconds(1))));
        }
    }
}
