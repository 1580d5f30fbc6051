// SPDX-License-Identifier: Apache-2.0
package io.prism.core.failure;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.prism.contracts.common.Error;
import io.prism.contracts.common.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {

    private final Failures failures = new Failures("test", InstantSource.fixed(Instant.ofEpochSecond(1)));

    static Stream<Arguments> catalogue() {
        return Stream.of(
                Arguments.of(
                        new GatewayException.Rejected("key", "must not be empty", ""),
                        Code.INVALID_ARGUMENT,
                        ErrorCode.ERROR_CODE_BAD_REQUEST,
                        false),
                Arguments.of(
                        new GatewayException.TooLarge("value", 2, 1),
                        Code.INVALID_ARGUMENT,
                        ErrorCode.ERROR_CODE_PAYLOAD_TOO_LARGE,
                        false),
                Arguments.of(
                        new GatewayException.Unknown("namespace", "x", List.of()),
                        Code.NOT_FOUND,
                        ErrorCode.ERROR_CODE_NOT_FOUND,
                        false),
                Arguments.of(
                        new GatewayException.NotServed("a.B", "why", List.of("c.D")),
                        Code.UNIMPLEMENTED,
                        ErrorCode.ERROR_CODE_INTERFACE_NOT_SUPPORTED,
                        false),
                Arguments.of(
                        new GatewayException.Conflict("changed"), Code.ABORTED, ErrorCode.ERROR_CODE_CONFLICT, false),
                Arguments.of(
                        new GatewayException.NeedsUnmet("cache", "gives less"),
                        Code.FAILED_PRECONDITION,
                        ErrorCode.ERROR_CODE_PRECONDITION_FAILED,
                        false),
                Arguments.of(
                        new GatewayException.Busy("full", Duration.ofMillis(1500)),
                        Code.RESOURCE_EXHAUSTED,
                        ErrorCode.ERROR_CODE_TOO_MANY_REQUESTS,
                        true),
                Arguments.of(
                        new GatewayException.BackendDown("b", "is down", true, null),
                        Code.UNAVAILABLE,
                        ErrorCode.ERROR_CODE_BACKEND_ERROR,
                        true),
                Arguments.of(
                        new GatewayException.ProcessDown("p", "is down", Duration.ofSeconds(1), false),
                        Code.UNAVAILABLE,
                        ErrorCode.ERROR_CODE_PATTERN_ERROR,
                        true),
                Arguments.of(
                        new GatewayException.Draining("this"),
                        Code.UNAVAILABLE,
                        ErrorCode.ERROR_CODE_SERVICE_UNAVAILABLE,
                        true),
                Arguments.of(
                        new GatewayException.StreamBrokenOff("this"),
                        Code.UNAVAILABLE,
                        ErrorCode.ERROR_CODE_SERVICE_UNAVAILABLE,
                        true),
                Arguments.of(
                        new GatewayException.DeadlinePassed("x"),
                        Code.DEADLINE_EXCEEDED,
                        ErrorCode.ERROR_CODE_GATEWAY_TIMEOUT,
                        true));
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void mapsEachKindToACodeAndTypedDetails(GatewayException failure, Code code, ErrorCode errorCode, boolean retry) {
        // When
        Answer answer = failures.answer(failure, "orders");

        // Then
        assertThat(answer.status().getCode()).isEqualTo(code);
        assertThat(answer.error().getCode()).isEqualTo(errorCode);
        assertThat(answer.error().getMessage()).isEqualTo(failure.getMessage());
        assertThat(answer.error().getNamespace()).isEqualTo("orders");
        assertThat(answer.error().getSource()).isEqualTo("test");
        assertThat(answer.error().getRetryPolicy().getRetryable()).isEqualTo(retry);
    }

    @Test
    void coversEveryKindOfTheCatalogue() {
        assertThat(catalogue()
                        .<Object>map(
                                arguments -> requireNonNull(arguments.get()[0]).getClass()))
                .containsExactlyInAnyOrder((Object[]) GatewayException.class.getPermittedSubclasses());
    }

    @Test
    void tellsTheCallerNothingOfADefectButAnId() {
        // When
        Answer answer = failures.answer(new IllegalStateException("secret in here"), "");

        // Then
        assertThat(answer.status().getCode()).isEqualTo(Code.INTERNAL);
        assertThat(answer.error().getRequestId()).isNotEmpty();
        assertThat(answer.message()).contains(answer.error().getRequestId()).doesNotContain("secret");
        assertThat(answer.error().toString()).doesNotContain("secret").doesNotContain("IllegalState");
    }

    @Test
    void namesTheCallThatFailed() {
        // When
        Answer answer = failures.answer(new GatewayException.Conflict("x"), "orders", "request-7");

        // Then
        assertThat(answer.error().getRequestId()).isEqualTo("request-7");
        assertThat(answer.status().getCode()).isEqualTo(Code.ABORTED);
    }

    @Test
    void passesOnAStatusThatCameFromElsewhere() {
        // When
        Answer answer = failures.answer(Status.ABORTED.withDescription("x").asRuntimeException(), "");

        // Then
        assertThat(answer.status().getCode()).isEqualTo(Code.ABORTED);
    }

    @Test
    void writesMessageAndDetailsAsTheTrailersWantThem() throws InvalidProtocolBufferException {
        // Given
        Answer answer = failures.answer(new GatewayException.Conflict("50 % über\n~"), "");

        // When
        byte[] details = Base64.getDecoder().decode(answer.encodedDetails());

        // Then
        assertThat(answer.encodedMessage()).isEqualTo("50 %25 %C3%BCber%0A%7E");
        com.google.rpc.Status status = com.google.rpc.Status.parseFrom(details);
        assertThat(status.getCode()).isEqualTo(Code.ABORTED.value());
        assertThat(status.getDetails(0).unpack(Error.class)).isEqualTo(answer.error());
    }
}
