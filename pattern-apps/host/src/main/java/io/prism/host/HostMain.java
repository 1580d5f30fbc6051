// SPDX-License-Identifier: Apache-2.0
package io.prism.host;

import io.prism.core.process.ProgramOptions.Wrong;
import io.prism.core.process.StartFailure;
import io.prism.core.process.StopSignals;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.Optional;

/** Starts a pattern host. Exit codes: 0 stopped as asked, 1 could not listen, 2 bad command line. */
@QuarkusMain
public class HostMain implements QuarkusApplication {

    private final HostServer server;

    HostMain(HostServer server) {
        this.server = server;
    }

    /** Reads the command line, then starts Quarkus. */
    public static void main(String... args) {
        // Streams of one connection are equal here; Vert.x' default keeps a tree of priorities for them.
        System.setProperty("vertx.h2StreamByteDistributor", "uniform");
        try {
            if (HostArguments.parse(args).isEmpty()) {
                System.out.print(HostArguments.USAGE);
                return;
            }
        } catch (Wrong wrong) {
            System.err.println("host: " + wrong.getMessage() + "\n\n" + HostArguments.USAGE);
            System.exit(2);
        }
        Quarkus.run(HostMain.class, (code, failure) -> StartFailure.exit("host", code, failure), args);
    }

    @Override
    public int run(String... args) throws Wrong {
        // No call has a context of threads to carry along: that would be more work than most calls are.
        Infrastructure.clearInterceptors();
        StopSignals.handle(Quarkus::asyncExit);
        Optional<HostArguments> arguments = HostArguments.parse(args);
        if (arguments.isEmpty() || !server.start(arguments.get())) {
            return 1;
        }
        Quarkus.waitForExit();
        return 0;
    }
}
