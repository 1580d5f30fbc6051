// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher;

import io.prism.core.failure.Failures;
import io.prism.launcher.place.CurrentPlacement;
import io.prism.launcher.spare.Spares;
import io.prism.launcher.supervise.Fleet;
import io.prism.launcher.supervise.ProcessTally;
import io.prism.launcher.supervise.Servers;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;

/** Hands the parts of the {@link Stack} to those who serve them. */
final class LauncherBeans {

    @Produces
    @Singleton
    Stack stack(Vertx vertx, InstantSource clock) {
        return new Stack(LauncherMain.launch(), vertx, clock);
    }

    @Produces
    @Singleton
    InstantSource clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Failures failures(InstantSource clock) {
        return new Failures("launcher", clock);
    }

    @Produces
    @Singleton
    Fleet fleet(Stack stack) {
        return stack.fleet();
    }

    @Produces
    @Singleton
    Servers servers(Stack stack) {
        return stack.servers();
    }

    @Produces
    @Singleton
    Spares spares(Stack stack) {
        return stack.spares();
    }

    @Produces
    @Singleton
    ProcessTally tally(Stack stack) {
        return stack.tally();
    }

    @Produces
    @Singleton
    CurrentPlacement placement(Stack stack) {
        return stack.placement();
    }
}
