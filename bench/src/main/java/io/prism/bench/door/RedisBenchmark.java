// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.door;

import io.prism.bench.report.TextTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the server itself can do, as {@code redis-benchmark} says: the limit of whatever is put before it.
 *
 * @param host where the server listens
 * @param port where the server listens
 */
public record RedisBenchmark(String host, int port) {

    private static final String PROGRAM = "redis-benchmark";
    private static final List<Integer> SIZES = List.of(64, 1024);
    private static final List<Integer> PIPELINES = List.of(1, 16);
    private static final int CLIENTS = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int FIELDS = 8;
    private static final int P50 = 4;
    private static final int P99 = 6;

    /**
     * Runs it.
     *
     * @param calls of each kind
     * @param keys different ones
     * @throws IOException when it is not there, or does not end with an answer
     */
    public TextTable run(int calls, int keys) throws IOException, InterruptedException {
        TextTable table = new TextTable(1, List.of("call", "value bytes", "pipeline", "answers/s", "p50 ms", "p99 ms"));
        for (int pipeline : PIPELINES) {
            for (int size : SIZES) {
                for (List<String> line : lines(printed(calls, keys, size, pipeline))) {
                    table.row(List.of(
                            line.getFirst(),
                            Integer.toString(size),
                            Integer.toString(pipeline),
                            line.get(1),
                            line.get(P50),
                            line.get(P99)));
                }
            }
        }
        return table;
    }

    private String printed(int calls, int keys, int size, int pipeline) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        PROGRAM,
                        "-h",
                        host,
                        "-p",
                        Integer.toString(port),
                        "-t",
                        "set,get",
                        "-c",
                        Integer.toString(CLIENTS),
                        "-n",
                        Integer.toString(calls),
                        "-r",
                        Integer.toString(keys),
                        "-d",
                        Integer.toString(size),
                        "-P",
                        Integer.toString(pipeline),
                        "--csv")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE)) {
            process.destroyForcibly();
            throw new IOException(PROGRAM + " does not end");
        }
        if (process.exitValue() != 0) {
            throw new IOException(PROGRAM + " ended with " + process.exitValue());
        }
        return text;
    }

    /** The fields of each line but the head: test, rps, and latencies. */
    static List<List<String>> lines(String csv) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        for (String line : csv.lines().skip(1).toList()) {
            List<String> fields = List.of(line.replace("\"", "").split(",", -1));
            if (fields.size() != FIELDS) {
                throw new IOException(PROGRAM + " said '" + line + "'");
            }
            lines.add(fields);
        }
        if (lines.isEmpty()) {
            throw new IOException(PROGRAM + " said nothing");
        }
        return lines;
    }
}
