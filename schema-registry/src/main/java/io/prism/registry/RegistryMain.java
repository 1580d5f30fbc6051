// SPDX-License-Identifier: Apache-2.0
package io.prism.registry;

import io.prism.core.config.HostPort;
import io.prism.core.process.CollectorVariables;
import io.prism.core.process.ProgramOptions.Wrong;
import io.prism.core.process.StartFailure;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the schema registry. Exit codes: 0 stopped as asked, 1 could not start, 2 bad command line. */
@QuarkusMain
public class RegistryMain implements QuarkusApplication {

    private static final int WRONG_INPUT = 2;
    private static final String NAME = "schema-registry";

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
        } catch (Wrong wrong) {
            System.err.println(NAME + ": " + wrong.getMessage() + "\n\n" + RegistryArguments.USAGE);
            System.exit(WRONG_INPUT);
        }
        System.setProperty("quarkus.otel.sdk.disabled", Boolean.toString(!CollectorVariables.ask(System.getenv())));
        Quarkus.run(RegistryMain.class, (code, failure) -> StartFailure.exit(NAME, code, failure), args);
    }

    @Override
    public int run(String... args) throws Wrong {
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
}
