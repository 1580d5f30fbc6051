// SPDX-License-Identifier: Apache-2.0
package io.prism.registry;

import io.prism.core.config.HostPort;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Starts the schema registry. Exit codes: 0 stopped as asked, 1 could not start, 2 bad command line. */
@QuarkusMain
public class RegistryMain implements QuarkusApplication {

    private static final int WRONG_INPUT = 2;
    private static final int MOST_CAUSES = 50;
    private static final String NAME = "schema-registry: ";

    private final Registry registry;

    RegistryMain(Registry registry) {
        this.registry = registry;
    }

    /** Reads the command line, then starts Quarkus. */
    public static void main(String... args) {
        try {
            var arguments = RegistryArguments.parse(args);
            if (arguments.isEmpty()) {
                System.out.print(RegistryArguments.USAGE);
                return;
            }
            if (LaunchMode.current() != LaunchMode.DEVELOPMENT) {
                listen("quarkus.http", arguments.get().listen());
                listen("quarkus.management", arguments.get().management());
            }
        } catch (RegistryArguments.Wrong wrong) {
            System.err.println(NAME + wrong.getMessage() + "\n\n" + RegistryArguments.USAGE);
            System.exit(WRONG_INPUT);
        }
        Quarkus.run(RegistryMain.class, RegistryMain::exit, args);
    }

    @Override
    public int run(String... args) throws RegistryArguments.Wrong {
        if (!registry.announce(RegistryArguments.parse(args).orElseThrow())) {
            return 1;
        }
        Quarkus.waitForExit();
        return 0;
    }

    private static void listen(String server, HostPort at) {
        System.setProperty(server + ".host", at.host());
        System.setProperty(server + ".port", Integer.toString(at.port()));
    }

    private static void exit(int code, @Nullable Throwable failure) {
        if (failure != null) {
            List<Throwable> causes = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                    .limit(MOST_CAUSES)
                    .toList();
            Throwable root = causes.getLast();
            if (root instanceof QuarkusBindException taken) {
                HostPort wanted = new HostPort(taken.getHost(), taken.getPort());
                System.err.println(NAME + "cannot listen on " + wanted + ": in use, or not an address of this machine");
            } else if (root instanceof IOException) {
                System.err.println(NAME + "cannot start: " + withReason(causes, root));
            } else {
                System.err.println(NAME + "cannot start");
                failure.printStackTrace();
            }
        }
        System.exit(code);
    }

    /** What could not be done, which is said one level above what went wrong where it is said at all. */
    private static String withReason(List<Throwable> causes, Throwable root) {
        String reason = root.getClass().getSimpleName() + ": " + root.getMessage();
        return causes.stream()
                .filter(IllegalStateException.class::isInstance)
                .findFirst()
                .map(step -> step.getMessage() + ": " + reason)
                .orElse(reason);
    }
}
