// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.process.output;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Reads what a process prints, line by line, and passes it on within bounds: a line is cut after
 * {@value #MOST_LINE_BYTES} bytes, and of a flood only {@value #MOST_LINES_PER_SECOND} lines a second are passed on;
 * how many were dropped is said with the next line that is not. The process is never held up. One thread reads; {@link #lastLines()} is safe for any.
 */
public final class OutputCapture {

    /** Longest part of a line that is kept. */
    static final int MOST_LINE_BYTES = 8 << 10;

    /** Most lines that are passed on in a second. */
    static final int MOST_LINES_PER_SECOND = 200;

    private static final int MOST_TAIL_LINES = 50;

    private final Consumer<String> log;
    private final LineRate rate;
    private final OutputTail tail = new OutputTail(MOST_TAIL_LINES);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long cut;

    /**
     * Prepares to read one process.
     *
     * @param log gets each line
     * @param nanoTime the monotonic clock
     */
    public OutputCapture(Consumer<String> log, LongSupplier nanoTime) {
        this.log = log;
        this.rate = new LineRate(MOST_LINES_PER_SECOND, nanoTime);
    }

    /** Reads until the other end is closed, by one thread. */
    public void readAll(InputStream output) {
        try (InputStream in = new BufferedInputStream(output)) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                take(b);
            }
        } catch (IOException e) {
            tail.add("(output lost: " + e.getMessage() + ")");
        }
        endLine();
        sayDropped();
    }

    /** The last lines, oldest first; those that the log did not get are among them. */
    public List<String> lastLines() {
        return tail.lines();
    }

    private void take(int b) {
        if (b == '\n') {
            endLine();
        } else if (line.size() < MOST_LINE_BYTES) {
            line.write(b);
        } else {
            cut++;
        }
    }

    private void endLine() {
        if (line.size() == 0) {
            return;
        }
        String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
        if (cut > 0) {
            text += " … (%d bytes cut)".formatted(cut);
        }
        line.reset();
        cut = 0;
        tail.add(text);
        if (rate.admits()) {
            sayDropped();
            log.accept(text);
        }
    }

    private void sayDropped() {
        long dropped = rate.takeDropped();
        if (dropped > 0) {
            log.accept("(%d lines dropped: more than %d a second)".formatted(dropped, MOST_LINES_PER_SECOND));
        }
    }
}
