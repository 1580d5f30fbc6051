// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ports that nobody else gets. */
class ReservedPortTest {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    /** The kernel gives those from here on to whoever asks for any. */
    private static final int KERNEL = 32_768;

    private final List<ReservedPort> taken = new ArrayList<>();

    @Test
    void areBelowThoseThatTheKernelGivesAwayAndAllDifferent() {
        // When
        for (int i = 0; i < 500; i++) {
            taken.add(ReservedPort.take());
        }

        // Then
        assertThat(taken)
                .extracting(ReservedPort::number)
                .doesNotHaveDuplicates()
                .allMatch(port -> port < KERNEL);
        taken.forEach(ReservedPort::close);
    }

    @Test
    void canBeListenedOnAgainAndAgain() throws IOException {
        try (var port = ReservedPort.take()) {
            for (int i = 0; i < 2; i++) {
                try (var server = new ServerSocket(port.number(), 1, LOOPBACK)) {
                    assertThat(server.isBound()).isTrue();
                }
            }
        }
    }

    @Test
    void showOtherProcessesThatTheyAreTaken() throws IOException {
        // Given
        var port = ReservedPort.take();

        // When // Then
        assertThatThrownBy(() -> new DatagramSocket(port.number(), LOOPBACK)).isInstanceOf(BindException.class);
        port.close();
        port.close();
        new DatagramSocket(port.number(), LOOPBACK).close();
    }

    @Test
    void giveAServerThatDoesNotStartAnotherChance() {
        // When
        int served = ReservedPort.serve(port -> {
            taken.add(port);
            if (taken.size() < 3) {
                throw new IllegalStateException("somebody else listens there");
            }
            return port.number();
        });

        // Then
        assertThat(taken).hasSize(3).extracting(ReservedPort::number).endsWith(served);
        taken.forEach(ReservedPort::close);
    }

    @Test
    void sayWhyTheServerNeverStarted() {
        assertThatThrownBy(() -> ReservedPort.serve(port -> {
                    taken.add(port);
                    throw new IllegalStateException("no such program");
                }))
                .hasMessage("no such program");
        assertThat(taken).hasSize(5);
    }
}
