// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;

/** A person at a Redis server: one command, one answer. */
final class RedisConsole {

    private RedisConsole() {}

    /** The first line of the answer to an inline command. */
    static String command(int port, String command) throws IOException {
        try (var socket = new Socket("127.0.0.1", port);
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
            socket.getOutputStream().write((command + "\r\n").getBytes(UTF_8));
            return String.valueOf(in.readLine());
        }
    }
}
