// SPDX-License-Identifier: Apache-2.0
package io.prism.grpc.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageLengthsTest {

    @Test
    void findsTheMessageThatIsTooLongHoweverTheStreamIsCut() {
        Random random = new Random(11);
        for (int round = 0; round < 2_000; round++) {
            // Given
            int most = 50;
            boolean bad = round % 2 == 0;
            ByteBuf stream = Unpooled.buffer();
            for (int i = random.nextInt(6); i > 0; i--) {
                message(stream, random.nextInt(most + 1));
            }
            if (bad) {
                message(stream, most + 1 + random.nextInt(1_000));
            }
            message(stream, random.nextInt(most + 1));
            int bytes = stream.readableBytes();
            var lengths = new MessageLengths();

            // When
            long found = 0;
            while (found == 0 && stream.isReadable()) {
                int cut = 1 + random.nextInt(Math.min(stream.readableBytes(), 1 + random.nextInt(30)));
                found = lengths.tooLong(stream.readSlice(cut), most);
            }

            // Then
            assertThat(found > 0).as("round %d, %d bytes", round, bytes).isEqualTo(bad);
        }
    }

    @Test
    void readsLengthsWithoutASign() {
        // Given
        ByteBuf huge = Unpooled.wrappedBuffer(new byte[] {0, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff});

        // When
        long inOnePiece = new MessageLengths().tooLong(huge, 100);
        var lengths = new MessageLengths();
        long first = lengths.tooLong(huge.slice(0, 2), 100);
        long inTwo = lengths.tooLong(huge.slice(2, 3), 100);

        // Then
        assertThat(inOnePiece).isEqualTo(0xffff_ffffL);
        assertThat(first).isZero();
        assertThat(inTwo).isEqualTo(0xffff_ffffL);
    }

    private static void message(ByteBuf to, int length) {
        to.writeByte(0).writeInt(length).writeZero(length);
    }
}
