// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.prism.grpc.wire.StatusCodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrpcCodesTest {

    @Test
    void readsEveryCode() {
        for (Status.Code code : Status.Code.values()) {
            assertThat(GrpcCodes.of(Integer.toString(code.value()))).isEqualTo(code.value());
            assertThat(StatusCodes.name(code.value())).isEqualTo(code.name());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "17", "99", "-1", "1x", "100", "OK"})
    void takesWhatIsNoCodeForUnknown(String trailer) {
        assertThat(GrpcCodes.of(trailer)).isEqualTo(Status.Code.UNKNOWN.value());
    }

    @Test
    void readsResetsAsClientsDo() {
        assertThat(GrpcCodes.ofReset(8)).isEqualTo(Status.Code.CANCELLED.value());
        assertThat(GrpcCodes.ofReset(7)).isEqualTo(Status.Code.UNAVAILABLE.value());
        assertThat(GrpcCodes.ofReset(11)).isEqualTo(Status.Code.RESOURCE_EXHAUSTED.value());
        assertThat(GrpcCodes.ofReset(2)).isEqualTo(Status.Code.INTERNAL.value());
        assertThat(GrpcCodes.ofReset(1234)).isEqualTo(Status.Code.UNKNOWN.value());
    }

    @Test
    void blamesTheServiceForItsOwnFaultsOnly() {
        assertThat(StatusCodes.serverFault(Status.Code.UNAVAILABLE.value())).isTrue();
        assertThat(StatusCodes.serverFault(Status.Code.OK.value())).isFalse();
        assertThat(StatusCodes.serverFault(Status.Code.NOT_FOUND.value())).isFalse();
    }
}
