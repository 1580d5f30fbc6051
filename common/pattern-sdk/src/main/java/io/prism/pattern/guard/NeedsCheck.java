// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.guard;

import io.prism.contracts.binding.BindingInterfaceGrpc;
import io.prism.core.Durability;
import io.prism.core.ModelNeeds;
import io.prism.core.Needs;
import io.prism.core.failure.GatewayException.NeedsUnmet;
import io.prism.pattern.serve.ServedMethod;
import io.prism.spi.Backend;
import io.prism.spi.Guarantees;
import io.prism.spi.ModelGuarantees;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls of a binding pass only while its backends give what it needs. The backends are asked when the
 * first call comes, and again now and then, since a server's settings can be changed while it runs. Safe for many
 * threads.
 */
final class NeedsCheck implements Guard {

    private static final Duration VALID = Duration.ofSeconds(30);

    private final Needs needed;
    private final Map<String, Backend> backends;
    private final AtomicReference<@Nullable Asked> asked = new AtomicReference<>();

    /**
     * A check that every one of {@code backends} gives {@code needed}.
     *
     * @param backends the backends of the binding, by their names
     */
    NeedsCheck(Needs needed, Map<String, Backend> backends) {
        this.needed = needed;
        this.backends = Map.copyOf(backends);
    }

    @Override
    public String name() {
        return "needs";
    }

    /** The same method, refused while the need is not met; what describes the binding tells what is lacking. */
    @Override
    public <Q, R> ServedMethod<Q, R> around(ServedMethod<Q, R> rpc) {
        return Objects.equals(rpc.method().getServiceName(), BindingInterfaceGrpc.SERVICE_NAME)
                ? rpc
                : rpc.after(_ -> answer());
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
                                named.getValue().guarantees().map(guarantees -> new Given(named.getKey(), guarantees)))
                        .toList())
                .andFailFast()
                .invoke(this::compare)
                .replaceWithVoid();
    }

    private void compare(List<Given> all) {
        needed.durability().ifPresent(least -> all.forEach(given -> durability(least, given)));
        for (ModelNeeds model : needed.models()) {
            switch (model) {
                case ModelNeeds.KeyValue keyValue -> keyValue(keyValue, all);
            }
        }
    }

    private static void durability(Durability least, Given given) {
        Durability level = given.guarantees().durability();
        if (level.compareTo(least) < 0) {
            throw new NeedsUnmet(
                    given.backend(),
                    "gives durability '%s' (%s), but the binding needs '%s'"
                            .formatted(text(level), given.guarantees().evidence(), text(least)));
        }
    }

    private static void keyValue(ModelNeeds.KeyValue least, List<Given> all) {
        boolean found = false;
        for (Given given : all) {
            Optional<ModelGuarantees.KeyValue> part = given.guarantees().of(ModelGuarantees.KeyValue.class);
            found |= part.isPresent();
            part.flatMap(guarantees -> lacking(least, guarantees)).ifPresent(lacking -> {
                throw new NeedsUnmet(given.backend(), lacking);
            });
        }
        if (!found) {
            throw new NeedsUnmet(
                    String.join(", ", all.stream().map(Given::backend).toList()),
                    "keeps no entries under keys, but the binding needs that (needs.keyvalue)");
        }
    }

    private static Optional<String> lacking(ModelNeeds.KeyValue least, ModelGuarantees.KeyValue given) {
        return below("consistency", given.consistency(), least.consistency())
                .or(() -> below("transactions", given.transactions(), least.transactions()))
                .or(() -> least.ttlPrecision()
                        .filter(time -> given.ttlPrecision().compareTo(time) > 0)
                        .map(time -> unlike(
                                "expiry within", given.ttlPrecision().toMillis() + " ms", time.toMillis() + " ms")))
                .or(() -> least.valueBytes()
                        .filter(bytes -> given.valueBytesMax() < bytes)
                        .map(bytes -> unlike("values of at most", given.valueBytesMax() + " bytes", bytes + " bytes")));
    }

    private static <E extends Enum<E>> Optional<String> below(String what, E given, Optional<E> least) {
        return least.filter(level -> given.compareTo(level) < 0).map(level -> unlike(what, text(given), text(level)));
    }

    private static String unlike(String what, String given, String least) {
        return "gives %s '%s', but the binding needs '%s'".formatted(what, given, least);
    }

    private static String text(Enum<?> level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    private record Given(String backend, Guarantees guarantees) {}

    private record Asked(Uni<Void> answer, long atNanos) {}
}
