// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Speaks to a server as redis-cli does, to look behind the driver's back. Answers are text; lists are flattened. */
final class RawClient implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;

    RawClient(int port) {
        try {
            socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
            socket.setSoTimeout(20_000);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One command; {@code "(nil)"} when it answers nothing, the parts when it answers a list. */
    List<String> all(String... command) {
        try {
            var out = new ByteArrayOutputStream();
            out.writeBytes(("*" + command.length + "\r\n").getBytes(UTF_8));
            for (String part : command) {
                byte[] bytes = part.getBytes(UTF_8);
                out.writeBytes(("$" + bytes.length + "\r\n").getBytes(UTF_8));
                out.writeBytes(bytes);
                out.writeBytes("\r\n".getBytes(UTF_8));
            }
            socket.getOutputStream().write(out.toByteArray());
            var parts = new ArrayList<String>();
            read(parts);
            return parts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One command with one answer. */
    String one(String... command) {
        return all(command).getFirst();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(List<String> parts) throws IOException {
        String line = line();
        String rest = line.substring(1);
        switch (line.charAt(0)) {
            case '+', ':' -> parts.add(rest);
            case '-' -> throw new IllegalStateException(rest);
            case '$' -> parts.add(text(Integer.parseInt(rest)));
            case '*' -> {
                for (int i = 0; i < Integer.parseInt(rest); i++) {
                    read(parts);
                }
            }
            default -> throw new IllegalStateException("no answer of Redis: " + line);
        }
    }

    private String text(int length) throws IOException {
        if (length < 0) {
            return "(nil)";
        }
        byte[] bytes = in.readNBytes(length);
        line();
        return new String(bytes, UTF_8);
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the server closed the connection");
            }
            line.write(b);
        }
        String text = line.toString(UTF_8);
        return text.substring(0, text.length() - 1);
    }
}
