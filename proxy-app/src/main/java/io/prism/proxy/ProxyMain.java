// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy;

import io.prism.core.config.HostPort;
import io.prism.core.config.PrismConfig;
import io.prism.core.config.fault.ConfigException;
import io.prism.core.config.read.PatternFolder;
import io.prism.core.config.read.PrismConfigFile;
import io.prism.core.process.ProgramOptions.Wrong;
import io.prism.core.process.StartFailure;
import io.prism.core.process.StopSignals;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** Starts the proxy. Exit codes: 0 stopped as asked, 1 could not listen, 2 bad command line or configuration. */
@QuarkusMain
public class ProxyMain implements QuarkusApplication {

    private static final int WRONG_INPUT = 2;

    private final Proxy proxy;

    ProxyMain(Proxy proxy) {
        this.proxy = proxy;
    }

    /** Reads the command line and the configuration, then starts Quarkus. */
    public static void main(String... args) {
        // Streams of one connection are equal here; Vert.x' default keeps a tree of priorities for them.
        System.setProperty("vertx.h2StreamByteDistributor", "uniform");
        try {
            var arguments = ProxyArguments.parse(args);
            if (arguments.isEmpty()) {
                System.out.print(ProxyArguments.USAGE);
                return;
            }
            PrismConfig config = PrismConfigFile.load(
                    arguments.get().config(),
                    PatternFolder.beside(arguments.get().config()).catalogue());
            announce("prism.listen", config.proxy().listen());
            announce("prism.management", config.proxy().management());
        } catch (Wrong wrong) {
            System.err.println("proxy-app: " + wrong.getMessage() + "\n\n" + ProxyArguments.USAGE);
            System.exit(WRONG_INPUT);
        } catch (ConfigException bad) {
            System.err.println(bad.getMessage());
            System.exit(WRONG_INPUT);
        }
        Quarkus.run(ProxyMain.class, (code, failure) -> StartFailure.exit("proxy-app", code, failure), args);
    }

    @Override
    public int run(String... args) throws Wrong, ConfigException {
        // No call has a context of threads to carry along: that would be more work than most calls are.
        Infrastructure.clearInterceptors();
        StopSignals.handle(Quarkus::asyncExit);
        ProxyArguments arguments = ProxyArguments.parse(args).orElseThrow();
        if (!proxy.start(arguments)) {
            return 1;
        }
        Quarkus.waitForExit();
        return 0;
    }

    /** Quarkus' own server is the management port, and the door itself in dev mode: see application.properties. */
    private static void announce(String name, HostPort address) {
        System.setProperty(name + ".host", address.host());
        System.setProperty(name + ".port", Integer.toString(address.port()));
    }
}
