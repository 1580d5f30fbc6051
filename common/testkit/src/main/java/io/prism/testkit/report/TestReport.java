// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.report;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is worth saying about the tests of a whole run, over all modules: the slowest classes, and the tests that passed
 * only when they were run again. A few of those are borne; more fail the run.
 */
public final class TestReport {

    /** So many tests may pass only when they are run again. */
    static final int FLAKY_MAX = 3;

    private static final int SLOWEST = 20;
    private static final int LINES = 15;
    private static final int BELOW_MODULE = 3;
    private static final Pattern REPORT = Pattern.compile(".*/target/surefire-reports[^/]*/TEST-[^/]*[.]xml");
    private static final Set<String> NOT_ENTERED = Set.of(".git", "src", "node_modules", "classes", "test-classes");

    private final Map<String, ClassReport> classes = new LinkedHashMap<>();
    private final List<String> unreadable = new ArrayList<>();

    private TestReport() {}

    /**
     * Prints the report.
     *
     * @param args the folder that all modules are in; a file, of which the reports are newer; and the file for the
     *     tests that passed only when they were run again
     */
    public static void main(String[] args) throws IOException {
        Path flaky = Path.of(args[2]);
        System.exit(of(Path.of(args[0]), Files.getLastModifiedTime(Path.of(args[1])))
                .print(System.out, flaky));
    }

    /** Reads the reports below {@code root} that are not older than {@code begun}. */
    static TestReport of(Path root, FileTime begun) throws IOException {
        var report = new TestReport();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                Path name = folder.getFileName();
                return name != null && NOT_ENTERED.contains(name.toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (REPORT.matcher(file.toString()).matches()
                        && attributes.lastModifiedTime().compareTo(begun) >= 0) {
                    report.add(root, file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return report;
    }

    /** Nested classes count with the one that they are in, and a class of which there are two reports is one. */
    private void add(Path root, Path file) {
        try {
            ClassReport report = ClassReport.read(file);
            // MODULE/target/surefire-reports/TEST-CLASS.xml
            Path inside = root.relativize(file);
            int depth = inside.getNameCount() - BELOW_MODULE;
            String module = depth > 0 ? inside.subpath(0, depth).toString() : ".";
            String outer = report.name().replaceFirst("\\$.*", "");
            classes.merge(
                    module + " " + outer,
                    new ClassReport(outer, report.seconds(), report.tests(), report.flaky()),
                    TestReport::together);
        } catch (IOException e) {
            unreadable.add(e.getMessage());
        }
    }

    private static ClassReport together(ClassReport one, ClassReport other) {
        List<ClassReport.Flaky> flaky = new ArrayList<>(one.flaky());
        flaky.addAll(other.flaky());
        return new ClassReport(one.name(), one.seconds() + other.seconds(), one.tests() + other.tests(), flaky);
    }

    /** Prints it and writes the file, and answers the exit code: 1 when too many tests had to be run again. */
    int print(PrintStream out, Path flakyFile) {
        printSlowest(out);
        unreadable.forEach(message -> out.println("not counted: " + message));
        List<ClassReport.Flaky> flaky =
                classes.values().stream().flatMap(one -> one.flaky().stream()).toList();
        write(flakyFile, flaky);
        if (flaky.isEmpty()) {
            return 0;
        }
        out.printf("%ntests that passed only when they were run again: %d (%s)%n", flaky.size(), flakyFile);
        flaky.forEach(test -> out.printf("%n  %s, at first:%n%s%n", test.test(), indented(test.firstFailure())));
        if (flaky.size() > FLAKY_MAX) {
            out.printf("%nthat is more than %d: the run has failed%n", FLAKY_MAX);
            return 1;
        }
        return 0;
    }

    private void printSlowest(PrintStream out) {
        if (classes.isEmpty()) {
            return;
        }
        int tests = classes.values().stream().mapToInt(ClassReport::tests).sum();
        out.printf("%n%,d tests in %,d classes; the slowest:%n", tests, classes.size());
        classes.entrySet().stream()
                .sorted(Comparator.comparingDouble(one -> -one.getValue().seconds()))
                .limit(SLOWEST)
                .forEach(one -> out.printf(
                        "%8.1f s  %5d tests  %s%n",
                        one.getValue().seconds(), one.getValue().tests(), one.getKey()));
    }

    private static String indented(String failure) {
        return failure.lines().limit(LINES).map(line -> "    " + line).collect(Collectors.joining("\n"));
    }

    /** There is none when there is nothing to say. */
    private static void write(Path file, List<ClassReport.Flaky> flaky) {
        try {
            Files.deleteIfExists(file);
            if (!flaky.isEmpty()) {
                Files.write(
                        file,
                        flaky.stream()
                                .map(test -> test.test() + "\n" + test.firstFailure() + "\n")
                                .toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
