// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.prism.contracts.common.Error;
import io.prism.contracts.common.ErrorCode;
import io.prism.contracts.keyvalue.GetRequest;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc.KeyValueBasicInterfaceBlockingStub;
import io.prism.contracts.keyvalue.SetRequest;
import io.prism.contracts.pubsub.PubSubBasicInterfaceGrpc;
import io.prism.contracts.pubsub.PublishRequest;
import io.prism.core.MetadataKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each failure of the catalogue, as a client of the gateway sees it: a code, a sentence that helps, typed details. */
@TestInstance(Lifecycle.PER_CLASS)
class FailuresTest {

    private static final String CONFIG = """
            backends:
              memory: { type: memory }
              files: { type: sqlite, path: failures.db, busy-timeout: 20s }
              nowhere: { type: sqlite, path: prism.yaml/not-a-folder/x.db }
            namespaces:
              - { name: default, isolation: embedded, pattern: keyvalue, backend: memory }
              - { name: apart, isolation: namespace, pattern: keyvalue, backend: memory }
              - { name: terse, isolation: embedded, pattern: keyvalue, backend: memory, config: { max-message-size: 2KiB } }
              - { name: slow, isolation: namespace, pattern: keyvalue, backend: files }
              - { name: down, isolation: embedded, pattern: keyvalue, backend: nowhere }
              - { name: session, isolation: session, pattern: keyvalue, backend: memory }
              - name: two
                isolation: embedded
                bindings:
                  - { name: one, pattern: keyvalue, backend: memory }
                  - { name: other, pattern: keyvalue, backend: memory }
              - name: broken
                isolation: namespace
                bindings:
                  - name: kv
                    pattern: keyvalue
                    backend: memory
                    config: { default-ttl: "${env:PRISM_TEST_NOT_SET}" }
            """;

    private RunningPrism prism;

    @BeforeAll
    void start() throws IOException {
        prism = RunningPrism.start(CONFIG);
    }

    @AfterAll
    void stop() {
        prism.close();
    }

    @Test
    void namesAnUnknownNamespace() {
        // When
        var failure = failureOf(() -> in("nope").get(get("k")));

        // Then
        assertFailure(failure, Status.Code.NOT_FOUND, ErrorCode.ERROR_CODE_NOT_FOUND, "namespace 'nope'");
    }

    @Test
    void namesWhatIsServedInsteadOfAnUnknownService() {
        // When
        var stub = PubSubBasicInterfaceGrpc.newBlockingStub(prism.channel());
        var failure = failureOf(() -> stub.publish(PublishRequest.getDefaultInstance()));

        // Then
        Error error = assertFailure(
                failure,
                Status.Code.UNIMPLEMENTED,
                ErrorCode.ERROR_CODE_INTERFACE_NOT_SUPPORTED,
                "no binding of namespace 'default' serves it");
        assertThat(error.getDetails(0).getPatternError().getSupportedOperationsList())
                .contains("prism.interfaces.keyvalue.KeyValueBasicInterface");
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "apart"})
    void refusesAKeyThatIsTooLong(String namespace) {
        // When
        var failure = failureOf(() -> in(namespace).get(get("k".repeat(1025))));

        // Then
        assertFailure(
                failure,
                Status.Code.INVALID_ARGUMENT,
                ErrorCode.ERROR_CODE_PAYLOAD_TOO_LARGE,
                "key is 1025 bytes long, at most 1024 are allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "apart"})
    void refusesAnEmptyKey(String namespace) {
        // When
        var failure = failureOf(() -> in(namespace).get(get("")));

        // Then
        Error error = assertFailure(
                failure, Status.Code.INVALID_ARGUMENT, ErrorCode.ERROR_CODE_BAD_REQUEST, "key must not be empty");
        assertThat(error.getDetails(0).getFieldViolation().getField()).isEqualTo("key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "apart"})
    void refusesAValueThatIsTooLarge(String namespace) {
        // When
        var value = ByteString.copyFrom(new byte[(1 << 20) + 1]);
        var failure = failureOf(() -> in(namespace)
                .set(SetRequest.newBuilder().setKey("k").setValue(value).build()));

        // Then
        assertFailure(
                failure,
                Status.Code.INVALID_ARGUMENT,
                ErrorCode.ERROR_CODE_PAYLOAD_TOO_LARGE,
                "value is 1048577 bytes long, at most 1048576 are allowed");
    }

    @Test
    void refusesAMessageThatIsTooLarge() {
        // When
        var value = ByteString.copyFrom(new byte[6 << 20]);
        var failure = failureOf(() -> in("default")
                .set(SetRequest.newBuilder().setKey("k").setValue(value).build()));

        // Then
        assertFailure(failure, Status.Code.INVALID_ARGUMENT, ErrorCode.ERROR_CODE_PAYLOAD_TOO_LARGE, "message is ");
    }

    @Test
    void refusesAMessageThatIsTooLargeForItsBinding() {
        // When
        var value = ByteString.copyFrom(new byte[3 << 10]);
        var failure = failureOf(() -> in("terse")
                .set(SetRequest.newBuilder().setKey("k").setValue(value).build()));

        // Then
        assertFailure(
                failure, Status.Code.INVALID_ARGUMENT, ErrorCode.ERROR_CODE_PAYLOAD_TOO_LARGE, "at most 2048 are");
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "apart"})
    void refusesAMessageThatIsNoProtobuf(String namespace) {
        // Given
        var get = KeyValueBasicInterfaceGrpc.getGetMethod();
        var raw = get.toBuilder(new RawBytes(), get.getResponseMarshaller()).build();

        // When
        var failure = failureOf(() -> ClientCalls.blockingUnaryCall(
                in(namespace).getChannel(),
                raw,
                CallOptions.DEFAULT.withDeadlineAfter(RunningPrism.PATIENCE),
                new byte[] {0x0a, 0x7f, 1}));

        // Then
        assertFailure(
                failure,
                Status.Code.INVALID_ARGUMENT,
                ErrorCode.ERROR_CODE_BAD_REQUEST,
                "message must be a protobuf message of the method's type");
    }

    @Test
    void saysThatABackendIsDownAndWhenToRetry() {
        // When
        var failure = failureOf(() -> in("down").get(get("k")));

        // Then
        Error error = assertFailure(
                failure, Status.Code.UNAVAILABLE, ErrorCode.ERROR_CODE_BACKEND_ERROR, "backend 'nowhere'");
        assertThat(error.getRetryPolicy().getRetryable()).isTrue();
    }

    @Test
    void answersWhenTheDeadlinePassesBeforeTheBackend() throws SQLException {
        // Given
        in("slow").set(SetRequest.newBuilder().setKey("k").build());
        try (var outsider = DriverManager.getConnection(
                        "jdbc:sqlite:" + prism.folder().resolve("failures.db"));
                var lock = outsider.createStatement()) {
            lock.execute("BEGIN EXCLUSIVE");

            // When
            var failure = failureOf(() -> in("slow")
                    .withDeadlineAfter(Duration.ofMillis(500))
                    .set(SetRequest.newBuilder().setKey("k").build()));

            // Then
            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
            lock.execute("ROLLBACK");
        }
    }

    @Test
    void saysWhyAProcessCannotStart() {
        // When
        var failure = failureOf(() -> in("broken").get(get("k")));

        // Then
        Error error = assertFailure(
                failure, Status.Code.UNAVAILABLE, ErrorCode.ERROR_CODE_PATTERN_ERROR, "PRISM_TEST_NOT_SET");
        assertThat(error.getRetryPolicy().getRetryable()).isTrue();
    }

    @Test
    void asksForTheBindingWhereSeveralServeTheInterface() {
        // When
        var failure = failureOf(() -> in("two").get(get("k")));

        // Then
        assertFailure(
                failure, Status.Code.INVALID_ARGUMENT, ErrorCode.ERROR_CODE_BAD_REQUEST, "prism-binding is required");
    }

    @Test
    void asksForTheSessionWhereEachHasItsOwnProcess() {
        // When
        var failure = failureOf(() -> in("session").get(get("k")));

        // Then
        assertFailure(
                failure, Status.Code.INVALID_ARGUMENT, ErrorCode.ERROR_CODE_BAD_REQUEST, "prism-session is required");
    }

    @Test
    void refusesATtlGivenTwice() {
        // When
        var failure = failureOf(() -> in("default")
                .set(SetRequest.newBuilder()
                        .setKey("k")
                        .setTtlSeconds(1)
                        .setTtlMillis(1)
                        .build()));

        // Then
        assertFailure(
                failure,
                Status.Code.INVALID_ARGUMENT,
                ErrorCode.ERROR_CODE_BAD_REQUEST,
                "ttl_millis must not be given together with ttl_seconds");
    }

    private KeyValueBasicInterfaceBlockingStub in(String namespace) {
        var headers = new Metadata();
        headers.put(GatewayKeyValue.key(MetadataKeys.NAMESPACE), namespace);
        return KeyValueBasicInterfaceGrpc.newBlockingStub(prism.channel())
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withDeadlineAfter(RunningPrism.PATIENCE);
    }

    private static GetRequest get(String key) {
        return GetRequest.newBuilder().setKey(key).build();
    }

    private static StatusRuntimeException failureOf(Runnable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call::run);
    }

    private static Error assertFailure(
            StatusRuntimeException failure, Status.Code code, ErrorCode errorCode, String sentence) {
        assertThat(failure.getStatus().getCode()).isEqualTo(code);
        assertThat(failure.getStatus().getDescription()).contains(sentence);
        Error error = GatewayFailures.error(failure);
        assertThat(error.getCode()).isEqualTo(errorCode);
        assertThat(error.getMessage()).isEqualTo(failure.getStatus().getDescription());
        return error;
    }

    private static final class RawBytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            throw new UnsupportedOperationException("only requests are raw");
        }
    }
}
