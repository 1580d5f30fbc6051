// SPDX-License-Identifier: Apache-2.0
package io.prism.observe.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";
    private static final String HEADER = "00-" + TRACE + "-" + SPAN + "-01";

    @Test
    void readsAndWritesTheStandardsOwnExample() {
        // When
        TraceContext caller = TraceContext.parse(HEADER).orElseThrow();

        // Then
        assertThat(caller.traceId()).isEqualTo(TRACE);
        assertThat(caller.spanId()).isEqualTo(SPAN);
        assertThat(caller.sampled()).isTrue();
        assertThat(caller.header().toString()).isEqualTo(HEADER);
    }

    @Test
    void givesAChildTheSameTraceAndAnotherSpan() {
        // Given
        TraceContext caller = TraceContext.parse(HEADER).orElseThrow();

        // When
        TraceContext child = caller.child();

        // Then
        assertThat(child.traceId()).isEqualTo(TRACE);
        assertThat(child.parent()).isEqualTo(caller.span());
        assertThat(child.spanId()).isNotEqualTo(SPAN).matches("[0-9a-f]{16}");
        assertThat(child.sampled()).isTrue();
    }

    @Test
    void readsAFutureVersionAsFarAsItKnowsIt() {
        // When
        TraceContext caller = TraceContext.parse("cc-" + TRACE + "-" + SPAN + "-03-what-comes-then")
                .orElseThrow();

        // Then
        assertThat(caller.traceId()).isEqualTo(TRACE);
        assertThat(caller.header().toString()).isEqualTo("00-" + TRACE + "-" + SPAN + "-03");
    }

    @Test
    void passesOnNoFlagsThatItDoesNotKnow() {
        assertThat(TraceContext.parse("00-" + TRACE + "-" + SPAN + "-ff")
                        .orElseThrow()
                        .header()
                        .toString())
                .isEqualTo("00-" + TRACE + "-" + SPAN + "-03");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01more",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01",
                "00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01",
                "zz-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
            })
    void refusesWhatIsMalformed(String header) {
        assertThat(TraceContext.parse(header)).isEmpty();
    }

    @Test
    void beginsTracesThatOthersCanSampleBy() {
        // When
        TraceContext first = TraceContext.first();

        // Then
        assertThat(first.sampled()).isFalse();
        assertThat(first.keep().sampled()).isTrue();
        assertThat(TraceContext.parse(first.keep().header())).isPresent();
        assertThat(first.header().toString()).endsWith("-02");
    }
}
