// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.prism.contracts.common.BackendError;
import io.prism.contracts.common.Error;
import io.prism.contracts.common.ErrorCode;
import io.prism.contracts.common.ErrorDetail;
import io.prism.contracts.common.RetryPolicy;
import io.prism.contracts.keyvalue.CompareAndSwapRequest;
import io.prism.contracts.keyvalue.GetRequest;
import io.prism.contracts.keyvalue.SetRequest;
import io.prism.core.failure.GatewayException.Rejected;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON becomes the message that protobuf's own reader would make of it, as long as it is right. */
class MessageReaderTest {

    /** Every kind of field there is: enumerations, times, maps, lists, messages in themselves, doubles. */
    private static final Error RICH = Error.newBuilder()
            .setCode(ErrorCode.ERROR_CODE_BACKEND_ERROR)
            .setMessage("ä \"quoted\" \n \uD83D\uDE00")
            .setTimestamp(com.google.protobuf.Timestamp.newBuilder()
                    .setSeconds(1_700_000_000)
                    .setNanos(5_000))
            .setRetryPolicy(RetryPolicy.newBuilder()
                    .setRetryable(true)
                    .setBackoffMultiplier(1.5)
                    .setRetryAfter(com.google.protobuf.Duration.newBuilder().setSeconds(3)))
            .addDetails(ErrorDetail.newBuilder()
                    .setBackendError(BackendError.newBuilder()
                            .putBackendMetadata("k", "v")
                            .putBackendMetadata("", "e")))
            .addCauses(Error.newBuilder().setCodeValue(4_711))
            .putMetadata("a.b", "c")
            .build();

    @Test
    void readsWhatProtobufWrites() throws InvalidProtocolBufferException {
        // When
        Message camel = read(RICH, JsonFormat.printer().print(RICH));
        Message snake =
                read(RICH, JsonFormat.printer().preservingProtoFieldNames().print(RICH));
        Message numbers = read(RICH, JsonFormat.printer().printingEnumsAsInts().print(RICH));

        // Then
        assertThat(Error.parseFrom(camel.toByteArray())).isEqualTo(RICH);
        assertThat(Error.parseFrom(snake.toByteArray())).isEqualTo(RICH);
        assertThat(Error.parseFrom(numbers.toByteArray())).isEqualTo(RICH);
    }

    @Test
    void writesWhatItReads() throws InvalidProtocolBufferException {
        // When
        String written = MessageWriter.write(Error.getDescriptor(), RICH.toByteArray());

        // Then
        assertThat(written).doesNotContain("\n").contains("\"severity\":\"ERROR_SEVERITY_UNSPECIFIED\"");
        assertThat(Error.parseFrom(read(RICH, written).toByteArray())).isEqualTo(RICH);
    }

    @Test
    void takesNullAsAbsent() {
        // When
        Message read = read(SetRequest.getDefaultInstance(), "{\"key\":null,\"ttlSeconds\":null,\"tags\":null}");

        // Then
        assertThat(read.getAllFields()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "7.0", "70e-1", "\"7\"", "\"0.7e1\""})
    void takesEveryWayToWriteAnInteger(String written) throws InvalidProtocolBufferException {
        // When
        Message read = read(SetRequest.getDefaultInstance(), "{\"ttlSeconds\":" + written + "}");

        // Then
        assertThat(SetRequest.parseFrom(read.toByteArray()).getTtlSeconds()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "\"\"", "\" 7\"", "\"0x7\"", "9223372036854775808"})
    void refusesWhatIsNoInteger(String written) {
        assertThatThrownBy(() -> read(SetRequest.getDefaultInstance(), "{\"ttlSeconds\":" + written + "}"))
                .isInstanceOf(Rejected.class)
                .hasMessageStartingWith("ttlSeconds must be an integer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aGk=", "aGk", "_-8", "/+8="})
    void takesBothAlphabetsOfBase64(String written) {
        // When
        Message read = read(SetRequest.getDefaultInstance(), "{\"value\":\"" + written + "\"}");

        // Then
        assertThat(read.toByteArray()).hasSize(4);
    }

    @Test
    void refusesTwoOfWhichOnlyOneMayBe() {
        assertThatThrownBy(() -> read(
                        CompareAndSwapRequest.getDefaultInstance(),
                        "{\"expectAbsent\":true,\"expectedVersion\":\"1\"}"))
                .hasMessageContaining("expectedVersion cannot be given together with expectAbsent (line 1, column");
    }

    @Test
    void refusesHalfOfASurrogatePair() {
        assertThatThrownBy(() -> read(GetRequest.getDefaultInstance(), "{\"key\":\"\\ud800\"}"))
                .hasMessageContaining("half of a surrogate pair");
    }

    @Test
    void refusesWhatIsNestedTooDeep() {
        // Given
        String deep = "{\"causes\":[".repeat(100_000);

        // Then
        assertThatThrownBy(() -> read(RICH, deep))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("body must be JSON");
    }

    @Test
    void refusesATimeThatIsNone() {
        assertThatThrownBy(() -> read(RICH, "{\"timestamp\":\"yesterday\"}"))
                .isInstanceOf(Rejected.class)
                .hasMessageStartingWith("timestamp must be a google.protobuf.Timestamp (line 1, column");
    }

    @Test
    void readsAQuery() throws InvalidProtocolBufferException {
        // When
        DynamicMessage read = QueryReader.read(
                Error.getDescriptor(),
                "code=ERROR_CODE_GONE&retry_policy.retryable=true&retryPolicy.maxRetries=3&message=a+b%2B");
        Error error = Error.parseFrom(read.toByteArray());

        // Then
        assertThat(error.getCode()).isEqualTo(ErrorCode.ERROR_CODE_GONE);
        assertThat(error.getRetryPolicy().getRetryable()).isTrue();
        assertThat(error.getRetryPolicy().getMaxRetries()).isEqualTo(3);
        assertThat(error.getMessage()).isEqualTo("a b+");
    }

    private static DynamicMessage read(Message like, String json) {
        return MessageReader.read(like.getDescriptorForType(), json.getBytes(StandardCharsets.UTF_8));
    }
}
