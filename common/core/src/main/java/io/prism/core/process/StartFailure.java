// SPDX-License-Identifier: Apache-2.0
package io.prism.core.process;

import io.prism.core.config.HostPort;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.QuarkusBindException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says in one line why a program could not start, where that is the world's fault; a defect keeps its trace. */
public final class StartFailure {

    private static final int CAUSES_MAX = 50;

    private StartFailure() {}

    /** Prints the reason to standard error, if there is one, and ends the program with {@code code}. */
    public static void exit(String program, int code, @Nullable Throwable failure) {
        if (failure != null) {
            System.err.println(program + ": " + reason(failure));
        }
        // In dev mode an application that ends is about to be started again, in the same JVM.
        if (LaunchMode.current() != LaunchMode.DEVELOPMENT) {
            System.exit(code);
        }
    }

    private static String reason(Throwable failure) {
        List<Throwable> causes = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(CAUSES_MAX)
                .toList();
        Throwable root = causes.getLast();
        if (root instanceof QuarkusBindException taken) {
            HostPort wanted = new HostPort(taken.getHost(), taken.getPort());
            return "cannot listen on " + wanted + ": in use, or not an address of this machine";
        }
        if (root instanceof IOException) {
            return "cannot start: " + withStep(causes, root);
        }
        failure.printStackTrace();
        return "cannot start: " + root;
    }

    /** What could not be done is said one level above what went wrong, where it is said at all. */
    private static String withStep(List<Throwable> causes, Throwable root) {
        boolean plain = root.getClass() == IOException.class;
        String reason = (plain ? "" : root.getClass().getSimpleName() + ": ") + root.getMessage();
        return causes.stream()
                .filter(IllegalStateException.class::isInstance)
                .findFirst()
                .map(step -> step.getMessage() + ": " + reason)
                .orElse(reason);
    }
}
