// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher;

import io.prism.core.config.LauncherConfig;
import io.prism.core.process.ParentWatch;
import io.prism.core.process.StopSignals;
import io.prism.launcher.place.Endpoints;
import io.prism.launcher.supervise.Servers.NotStarted;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.vertx.http.HttpServer;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The launcher's life from the moment that its own ports are open. */
public final class LauncherApplication implements QuarkusApplication {

    private static final Logger LOG = LoggerFactory.getLogger(LauncherApplication.class);

    private final Stack stack;
    private final HttpServer http;
    private final AtomicReference<String> failure = new AtomicReference<>("");

    LauncherApplication(Stack stack, HttpServer http) {
        this.stack = stack;
        this.http = http;
    }

    /** Starts the stack, waits to be told to end, and ends the stack. */
    @Override
    public int run(String... arguments) {
        StopSignals.handle(() -> Quarkus.asyncExit(0));
        if (LauncherMain.launch().line().followParent()) {
            ParentWatch.start(System.in, () -> Quarkus.asyncExit(0));
        }
        Thread starting = Thread.ofVirtual().name("start").start(this::start);
        Quarkus.waitForExit();
        starting.interrupt();
        stack.stop();
        if (!failure.get().isEmpty()) {
            System.err.println("launcher: " + failure.get());
        }
        return failure.get().isEmpty() ? 0 : 1;
    }

    private void start() {
        LauncherConfig config = LauncherMain.launch().config().launcher();
        try {
            Endpoints own = new Endpoints(
                    config.listen().taken(http::getPort), config.management().taken(http::getManagementPort));
            stack.start(own);
        } catch (NotStarted e) {
            giveUp(e.getMessage() + "\n" + String.join("\n", e.lastLines()));
        } catch (IOException e) {
            giveUp("the run directory cannot be written: " + e.getMessage());
        } catch (InterruptedException e) {
            LOG.debug("told to end while starting");
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("start failed on a defect");
            giveUp("the start failed: " + e);
        }
    }

    private void giveUp(String why) {
        failure.set(why);
        Quarkus.asyncExit(1);
    }
}
