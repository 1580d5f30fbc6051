// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Writes down which test of which contract passed on which backend. With the system property {@value #FOLDER} set, each
 * test class leaves one file there, one line for each test of its last run: {@code
 * interface,backend,placement,test,outcome}, where the outcome is {@code passed}, {@code failed} or {@code skipped}.
 */
public final class CoverageRecord implements BeforeAllCallback, TestWatcher {

    /** System property that names the folder; nothing is written when it is not set. */
    public static final String FOLDER = "prism.coverage.dir";

    private static final Pattern METHOD = Pattern.compile("(?:method|test-template):(?:[^(\\]]*#)?([^(\\]#]+)");

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Optional<Path> file = file(context);
        if (file.isPresent()) {
            Files.createDirectories(file.get().toAbsolutePath().getParent());
            Files.deleteIfExists(file.get());
        }
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        record(context, "passed");
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        record(context, "failed");
    }

    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        record(context, "skipped");
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        record(context, "skipped");
    }

    private static void record(ExtensionContext context, String outcome) {
        Optional<Path> file = file(context);
        CoversInterface covers = context.getRequiredTestClass().getAnnotation(CoversInterface.class);
        if (file.isEmpty() || covers == null || !(context.getRequiredTestInstance() instanceof Contract contract)) {
            return;
        }
        ContractSubject subject = contract.opened();
        append(
                file.get(),
                String.join(
                        ",",
                        covers.value(),
                        subject.backend(),
                        subject.placement().name().toLowerCase(Locale.ROOT),
                        testName(context),
                        outcome));
    }

    /** The method's name, and for one of several runs of it which one, in characters that need no quoting. */
    private static String testName(ExtensionContext context) {
        Matcher method = METHOD.matcher(context.getUniqueId());
        String name = method.find() ? method.group(1) : context.getDisplayName();
        String run = context.getDisplayName();
        return run.startsWith(name) ? name : name + "[" + run.replaceAll("[^A-Za-z0-9 ._+-]", "_") + "]";
    }

    private static Optional<Path> file(ExtensionContext context) {
        return Optional.ofNullable(System.getProperty(FOLDER))
                .map(folder -> Path.of(folder, classes(context) + ".csv"));
    }

    /** Nested suites may be inherited, so the classes around one tell it apart from the same suite elsewhere. */
    private static String classes(ExtensionContext context) {
        Set<String> names = new LinkedHashSet<>();
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            at.get().getTestClass().ifPresent(type -> names.add(type.getName()));
        }
        return String.join("-in-", names);
    }

    private static synchronized void append(Path file, String line) {
        try {
            Files.writeString(file, line + "\n", UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
