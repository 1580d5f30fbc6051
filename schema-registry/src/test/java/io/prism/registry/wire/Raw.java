// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls the registry byte by byte, for what no client would send. */
public final class Raw {

    private static final int TIMEOUT_MS = 20_000;
    private static final int CHUNK = 64 * 1024;

    private Raw() {}

    /** What comes back for {@code request}, which is sent as it is. */
    public static Answer exchange(String request) {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return answer(socket.getInputStream());
        } catch (IOException e) {
            throw new AssertionError("the registry did not answer", e);
        }
    }

    /** The status that comes back for {@code call}, such as {@code POST /}, with a body in chunks. */
    public static int status(String call, byte[] body) {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write((call + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                            + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            chunks(out, body);
            return answer(socket.getInputStream()).status();
        } catch (IOException e) {
            throw new AssertionError("the registry did not answer", e);
        }
    }

    private static void chunks(OutputStream out, byte[] body) {
        try {
            for (int at = 0; at < body.length; at += CHUNK) {
                int length = Math.min(CHUNK, body.length - at);
                out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                out.write(body, at, length);
                out.write(new byte[] {'\r', '\n'});
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        } catch (IOException closed) {
            // The registry may have answered and closed before it read everything: then the answer is there to be read.
            return;
        }
    }

    private static Socket connect() throws IOException {
        URI base = URI.create(Rest.base());
        Socket socket = new Socket(base.getHost(), base.getPort());
        socket.setSoTimeout(TIMEOUT_MS);
        return socket;
    }

    private static Answer answer(InputStream stream) throws IOException {
        InputStream in = new BufferedInputStream(stream);
        String first = line(in);
        if (first.isEmpty()) {
            throw new IOException("closed without an answer");
        }
        Map<String, List<String>> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon), n -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        HttpHeaders all = HttpHeaders.of(headers, (name, value) -> true);
        int length = all.firstValue("content-length").map(Integer::parseInt).orElse(0);
        return new Answer(
                Integer.parseInt(first.split(" ", -1)[1]),
                all,
                new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
