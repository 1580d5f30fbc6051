// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern;

import io.prism.core.Durability;
import io.prism.core.failure.GatewayException.NeedsUnmet;
import io.prism.pattern.serve.ServedMethod;
import io.prism.spi.Backend;
import io.prism.spi.Guarantees;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls of a binding pass only while its backends give the durability it needs. The backends are asked when the
 * first call comes, and again now and then, since a server's settings can be changed while it runs. Safe for many
 * threads.
 */
final class NeedsCheck {

    private static final Duration VALID = Duration.ofSeconds(30);

    private final Durability needed;
    private final Map<String, Backend> backends;
    private final AtomicReference<@Nullable Asked> asked = new AtomicReference<>();

    /**
     * A check that every one of {@code backends} gives {@code needed}.
     *
     * @param backends the backends of the binding, by their names
     */
    NeedsCheck(Durability needed, Map<String, Backend> backends) {
        this.needed = needed;
        this.backends = Map.copyOf(backends);
    }

    /** The same method, refused while the need is not met. */
    <Q, R> ServedMethod<Q, R> guard(ServedMethod<Q, R> rpc) {
        return switch (rpc) {
            case ServedMethod.Unary<Q, R> unary ->
                new ServedMethod.Unary<>(
                        unary.method(),
                        (request, call) -> answer().chain(() -> unary.handler().call(request, call)));
            case ServedMethod.ServerStream<Q, R> stream ->
                new ServedMethod.ServerStream<>(stream.method(), guarded(stream.handler()));
            case ServedMethod.ClientStream<Q, R> stream ->
                new ServedMethod.ClientStream<>(
                        stream.method(),
                        (requests, call) ->
                                answer().chain(() -> stream.handler().call(requests, call)));
            case ServedMethod.Bidirectional<Q, R> stream ->
                new ServedMethod.Bidirectional<>(stream.method(), guarded(stream.handler()));
        };
    }

    private <A, R> ServedMethod.Handler<A, Multi<R>> guarded(ServedMethod.Handler<A, Multi<R>> handler) {
        return (request, call) -> answer().onItem().transformToMulti(_ -> handler.call(request, call));
    }

    /** Completes when the need is met; a failure is not remembered, so the next call asks again. */
    private Uni<Void> answer() {
        Asked last = asked.get();
        if (last != null && System.nanoTime() - last.atNanos() < VALID.toNanos()) {
            return last.answer();
        }
        Asked next = new Asked(ask().memoize().indefinitely(), System.nanoTime());
        if (!asked.compareAndSet(last, next)) {
            return answer();
        }
        return next.answer().onFailure().invoke(() -> asked.compareAndSet(next, null));
    }

    private Uni<Void> ask() {
        return Uni.join()
                .all(backends.entrySet().stream()
                        .map(named ->
                                named.getValue().guarantees().invoke(guarantees -> compare(named.getKey(), guarantees)))
                        .toList())
                .andFailFast()
                .replaceWithVoid();
    }

    private void compare(String backend, Guarantees guarantees) {
        Durability given = guarantees.durability();
        if (given.compareTo(needed) < 0) {
            throw new NeedsUnmet(
                    backend,
                    "gives durability '%s' (%s), but the binding needs '%s'"
                            .formatted(text(given), guarantees.evidence(), text(needed)));
        }
    }

    private static String text(Durability level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    private record Asked(Uni<Void> answer, long atNanos) {}
}
