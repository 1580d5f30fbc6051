// SPDX-License-Identifier: Apache-2.0
package io.prism.grpc.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.prism.core.failure.GatewayException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestMessagesTest {

    private static final int LONG_BYTES = 4 << 20;

    private final Recorder reader = new Recorder();
    private final RequestMessages messages =
            new RequestMessages(reader, UnpooledByteBufAllocator.DEFAULT, null, LONG_BYTES);

    @Test
    void putsALongMessageTogetherInATimeThatGrowsWithItsLength() {
        // Given
        ByteBuf framed = framed(LONG_BYTES);
        messages.pull();

        // When
        long credit = assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            long sum = 0;
            while (framed.isReadable()) {
                sum += messages.take(framed.readSlice(1), !framed.isReadable());
            }
            return sum;
        });

        // Then
        assertThat(reader.lengths).containsExactly(LONG_BYTES);
        assertThat(credit).isEqualTo(LONG_BYTES + 5);
        assertThat(reader.halfClosed).isTrue();
    }

    @Test
    void keepsWhatIsNotAskedForAndGivesNoCreditForIt() {
        // Given
        ByteBuf three = Unpooled.wrappedBuffer(framed(10), framed(20), framed(30));

        // When
        int before = messages.take(three, true);

        // Then
        assertThat(before).isZero();
        assertThat(reader.lengths).isEmpty();

        // When
        int first = messages.pull();
        int second = messages.pull();

        // Then
        assertThat(List.of(first, second)).containsExactly(15, 25);
        assertThat(reader.lengths).containsExactly(10, 20);
        assertThat(reader.halfClosed).isFalse();

        // When
        int third = messages.pull();

        // Then
        assertThat(third).isEqualTo(35);
        assertThat(reader.halfClosed).isTrue();
    }

    @Test
    void givesCreditForTheRestOfAMessageThatIsAskedFor() {
        // Given
        ByteBuf framed = framed(1000);
        messages.pull();

        // Then
        assertThat(messages.take(framed.readSlice(100), false)).isEqualTo(100);
        assertThat(messages.take(framed, false)).isEqualTo(905);
    }

    private static ByteBuf framed(int length) {
        return Unpooled.buffer(length + 5).writeByte(0).writeInt(length).writeZero(length);
    }

    private static final class Recorder implements GrpcReader {
        private final List<Integer> lengths = new ArrayList<>();
        private boolean halfClosed;

        @Override
        public void message(ByteBuf bytes, int length) {
            assertThat(bytes.readableBytes()).isGreaterThanOrEqualTo(length);
            lengths.add(length);
        }

        @Override
        public void halfClosed() {
            halfClosed = true;
        }

        @Override
        public void unreadable(GatewayException why) {
            throw why;
        }

        @Override
        public void room() {
            throw new IllegalStateException("nothing was sent");
        }

        @Override
        public void cancelled() {
            throw new IllegalStateException("nobody cancels it");
        }
    }
}
