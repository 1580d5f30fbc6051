// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.admit;

import io.prism.core.failure.GatewayException.Busy;
import io.prism.core.failure.GatewayException.DeadlinePassed;
import io.prism.proxy.limit.OpenCalls;
import io.prism.proxy.observe.Observer;
import io.prism.proxy.route.Route;
import io.prism.proxy.route.Routes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of a call through the proxy, up to where it is handed on: one list of steps for gRPC frames, JSON, embedded
 * bindings, processes and the proxy's own services. Safe for use by many threads.
 *
 * <pre>
 * first step ──▶ … ──▶ last step ──▶ spliced, embedded, served here
 *      │  ▲ a step waits: parked, headers only, bounded in number and time
 *      └──┴───────────────────────▶ refused
 * </pre>
 */
public final class CallSteps {

    private static final Duration RETRY_AFTER = Duration.ofMillis(500);
    private static final Admission SERVED_HERE = new Admission.ServedHere();

    private final List<CallStep> steps;
    private final Parking parking;

    /**
     * A list of steps.
     *
     * @param steps first to last; the first must let an observer see the call
     * @param parking room for calls that wait
     */
    public CallSteps(List<CallStep> steps, Parking parking) {
        this.steps = List.copyOf(steps);
        this.parking = parking;
    }

    /**
     * The steps of the proxy, first to last. To add a step, add it here.
     *
     * @param observer sees every call
     * @param open all calls that are open
     * @param routes where calls go
     */
    public static List<CallStep> standard(Observer observer, OpenCalls open, Routes routes) {
        return List.of(
                step("observe", call -> call.observe(observer)),
                step("count", _ -> open.check()),
                step("read", IncomingCall::identifyTarget),
                step("route", call -> route(call, routes)),
                step("time", CallSteps::checkTime),
                step("session", CallSteps::findProcess),
                // Last: who is let in must be told to leave.
                step("limit", CallSteps::enter));
    }

    /** Lets a call take all steps. Called on its event loop. Nothing is thrown: a failure of any kind is a refusal. */
    public Admission admit(IncomingCall call) {
        return from(0, call, null);
    }

    private Admission from(int first, IncomingCall call, @Nullable CompletableFuture<Admission> parked) {
        try {
            for (int next = first; next < steps.size(); next++) {
                CompletionStage<?> awaited = steps.get(next).action().take(call);
                if (awaited != null) {
                    return await(awaited, next + 1, call, parked == null ? park(call) : parked);
                }
            }
        } catch (RuntimeException refusal) {
            return new Admission.Refused(refusal);
        }
        return switch (call.route()) {
            case null -> SERVED_HERE;
            case Route.Embedded embedded -> new Admission.Embedded(embedded);
            case Route.Process process -> new Admission.Spliced(process);
        };
    }

    /** A call that waits, until it is decided or has waited too long. */
    private CompletableFuture<Admission> park(IncomingCall call) {
        parking.enter();
        CompletableFuture<Admission> decided = new CompletableFuture<>();
        var timer = call.loop()
                .schedule(() -> decided.complete(late(call)), patience(call).toNanos(), TimeUnit.NANOSECONDS);
        var _ = decided.whenComplete((_, _) -> {
            timer.cancel(false);
            parking.leave();
        });
        return decided;
    }

    private Admission await(
            CompletionStage<?> awaited, int next, IncomingCall call, CompletableFuture<Admission> decided) {
        var _ = awaited.whenComplete((_, failure) -> call.loop().execute(() -> {
            if (decided.isDone()) {
                // Too late, or the client is gone.
                return;
            }
            Admission verdict = failure == null ? from(next, call, decided) : new Admission.Refused(unwrapped(failure));
            if (!(verdict instanceof Admission.Waiting)) {
                decided.complete(verdict);
            }
        }));
        return new Admission.Waiting(decided);
    }

    private Duration patience(IncomingCall call) {
        Duration left = call.deadline().leftOr(parking.longest());
        return left.compareTo(parking.longest()) < 0 ? left : parking.longest();
    }

    private static Admission late(IncomingCall call) {
        return new Admission.Refused(
                call.deadline().passed()
                        ? new DeadlinePassed("being let in")
                        : new Busy("what decides whether the call may be made did not answer in time", RETRY_AFTER));
    }

    private static RuntimeException unwrapped(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof RuntimeException known ? known : new CompletionException(cause);
    }

    private static void route(IncomingCall call, Routes routes) {
        CallAddress target = call.target();
        if (!target.service().isEmpty()) {
            call.routed(routes.table().find(target.namespace(), target.binding(), target.service()));
        }
    }

    private static void checkTime(IncomingCall call) {
        call.limitTime();
        if (call.deadline().passed()) {
            throw new DeadlinePassed("its turn");
        }
    }

    private static void findProcess(IncomingCall call) {
        if (call.route() instanceof Route.Process process) {
            call.toProcess(process.keyFor(call.target().session()));
        }
    }

    private static void enter(IncomingCall call) {
        Route route = call.route();
        if (route != null) {
            call.enter(route);
        }
    }

    private static CallStep step(String name, Consumer<IncomingCall> action) {
        return new CallStep(name, call -> {
            action.accept(call);
            return null;
        });
    }
}
