// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in few words how far Maven is: it reads what Maven prints, keeps all of it in a file, and prints modules as they
 * begin, downloads and tests so far, and every error whole.
 */
public final class BuildProgress {

    private static final Pattern MODULE = Pattern.compile("\\[INFO] Building (.+?) +\\S+ +\\[(\\d+)/(\\d+)]");
    private static final Pattern ALONE = Pattern.compile("\\[INFO] Building ([^:]+?) +\\d\\S*");
    private static final Pattern BEGUN = Pattern.compile("\\[INFO] Running ([\\w.$]+)");
    private static final Pattern TESTED = Pattern.compile(
            "\\[\\w+] +Tests run: (\\d+), Failures: (\\d+), Errors: (\\d+),.*Time elapsed: .* -- in ([\\w.$]+)");
    private static final Pattern DOWNLOADED =
            Pattern.compile("\\[INFO] Downloaded from .*: .* \\((\\S+) (B|kB|MB|GB) .*");
    private static final Pattern OF_MAVEN = Pattern.compile("\\[(INFO|WARNING|DEBUG)].*");
    private static final Pattern TO_PASS = Pattern.compile("\\[ERROR].*|(mvnw|prism|train-aot): .*");
    /** So many lines after an error belong to it, unless Maven says something else before that. */
    private static final int ERROR_LINES = 200;

    private static final Duration OFTEN = Duration.ofSeconds(10);
    private static final int QUEUE = 10_000;

    private final PrintStream out;
    private final long begun;
    private final SequencedSet<String> running = new LinkedHashSet<>();
    private long said;
    private long files;
    private double megabytes;
    private long tests;
    private long failed;
    private int errorLines;
    private boolean news;

    BuildProgress(PrintStream out, long nanoTime) {
        this.out = out;
        this.begun = nanoTime;
        this.said = nanoTime;
    }

    /**
     * Reads standard input to its end.
     *
     * @param args the file that everything is added to
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        var progress = new BuildProgress(System.out, System.nanoTime());
        BlockingQueue<Optional<String>> lines = new ArrayBlockingQueue<>(QUEUE);
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                Writer all = Files.newBufferedWriter(
                        Path.of(args[0]), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            Thread.ofVirtual().start(() -> feed(in, lines));
            boolean more = true;
            while (more) {
                Optional<String> line = lines.poll(1, TimeUnit.SECONDS);
                more = line == null || line.isPresent();
                if (line != null && line.isPresent()) {
                    all.write(line.get() + System.lineSeparator());
                    progress.line(line.get(), System.nanoTime());
                } else {
                    all.flush();
                    progress.time(System.nanoTime());
                }
            }
        }
    }

    /** Empty at the end of what there is to read. */
    private static void feed(BufferedReader in, BlockingQueue<Optional<String>> lines) {
        try {
            try {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    lines.put(Optional.of(line));
                }
            } catch (IOException e) {
                lines.put(Optional.of("prism: what Maven prints cannot be read any more: " + e.getMessage()));
            }
            lines.put(Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes one line of what Maven prints. */
    void line(String line, long now) {
        if (isError(line)) {
            out.println(line);
        }
        count(line, now);
        time(now);
    }

    /** Says where things stand when that was long ago. */
    void time(long now) {
        boolean waiting = now - said >= 3 * OFTEN.toNanos() && !running.isEmpty();
        if (waiting || (news && now - said >= OFTEN.toNanos())) {
            say(state(), now);
        }
    }

    private boolean isError(String line) {
        if (TO_PASS.matcher(line).matches()) {
            errorLines = ERROR_LINES;
            return true;
        }
        errorLines = OF_MAVEN.matcher(line).matches() ? 0 : Math.max(0, errorLines - 1);
        return errorLines > 0;
    }

    private void count(String line, long now) {
        Matcher module = MODULE.matcher(line);
        Matcher alone = ALONE.matcher(line);
        Matcher test = BEGUN.matcher(line);
        Matcher tested = TESTED.matcher(line);
        Matcher download = DOWNLOADED.matcher(line);
        if (module.matches()) {
            say("building %s (%s of %s)".formatted(module.group(1), module.group(2), module.group(3)), now);
        } else if (alone.matches()) {
            say("building " + alone.group(1), now);
        } else if (test.matches()) {
            running.add(test.group(1));
        } else if (tested.matches()) {
            tested(tested);
        } else if (download.matches()) {
            downloaded(Double.parseDouble(download.group(1).replace(",", "")), download.group(2));
        }
    }

    private void tested(Matcher tested) {
        tests += Long.parseLong(tested.group(1));
        failed += Long.parseLong(tested.group(2)) + Long.parseLong(tested.group(3));
        running.remove(tested.group(4));
        news = true;
    }

    private void downloaded(double size, String unit) {
        files++;
        megabytes += size
                * switch (unit) {
                    case "GB" -> 1e3;
                    case "MB" -> 1;
                    case "kB" -> 1e-3;
                    default -> 1e-6;
                };
        news = true;
    }

    private String state() {
        var text = new StringBuilder();
        if (files > 0) {
            text.append("%,d files (%.0f MB) downloaded".formatted(files, megabytes));
        }
        if (tests > 0 || !running.isEmpty()) {
            text.append(text.isEmpty() ? "" : "; ").append("%,d tests so far, %,d failed".formatted(tests, failed));
        }
        return running.isEmpty() ? text.toString() : text + "; running " + String.join(", ", running);
    }

    private void say(String what, long now) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(now - begun);
        out.printf("prism: %2d:%02d %s%n", seconds / 60, seconds % 60, what);
        out.flush();
        said = now;
        news = false;
    }
}
