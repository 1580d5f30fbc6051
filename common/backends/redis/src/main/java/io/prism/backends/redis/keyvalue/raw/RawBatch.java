// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.keyvalue.raw;

import io.prism.backends.redis.command.CommandEffect;
import io.prism.backends.redis.command.RedisReply;
import io.prism.core.Deadline;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.DeadlinePassed;
import io.prism.spi.PartOutcome;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Version;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Many plain strings. Parts go to the server in groups, one after the other, and each is done or refused on its own.
 * Reads are single calls, all sent together, so that no answer is longer than one value.
 */
final class RawBatch implements KeyValueBatch {

    private static final int GROUP_MAX = 200;
    private static final long GROUP_BYTES_MAX = 1 << 20;

    private final RawKeyValue keys;
    private final RawCalls calls;

    RawBatch(RawKeyValue keys, RawCalls calls) {
        this.keys = keys;
        this.calls = calls;
    }

    @Override
    public Uni<List<PartOutcome<Version>>> setAll(List<Write> writes, Deadline deadline) {
        return each(
                writes,
                write -> keys.writing(write.key(), write.value(), write.ttl()),
                (write, _) -> RawValueVersion.of(write.value().bytes().toByteArray()),
                deadline);
    }

    @Override
    public Uni<List<PartOutcome<Optional<Entry>>>> getAll(List<Key> names, Deadline deadline) {
        if (names.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var reading = names.stream()
                .map(name -> keys.get(name, deadline)
                        .<PartOutcome<Optional<Entry>>>map(PartOutcome.Done::new)
                        .onFailure(RawBatch::isOfThePart)
                        .recoverWithItem(failure -> new PartOutcome.Failed<>((GatewayException) failure)))
                .toList();
        return Uni.join().all(reading).andFailFast();
    }

    @Override
    public Uni<List<PartOutcome<Boolean>>> deleteAll(List<Key> names, Deadline deadline) {
        return each(names, keys::deleting, (_, reply) -> RawKeyValue.existed(reply), deadline);
    }

    private <P, T> Uni<List<PartOutcome<T>>> each(
            List<P> parts, Function<P, RawPart> part, BiFunction<P, RedisReply, T> answer, Deadline deadline) {
        if (parts.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return Uni.createFrom().deferred(() -> {
            var outcomes = new ArrayList<PartOutcome<T>>();
            return Uni.createFrom()
                    .deferred(() -> {
                        var group = new Group<P, T>(answer);
                        group.fill(parts.subList(outcomes.size(), parts.size()), part);
                        return run(group, deadline).invoke(outcomes::addAll);
                    })
                    .repeat()
                    .whilst(_ -> outcomes.size() < parts.size())
                    .collect()
                    .last()
                    .map(_ -> outcomes);
        });
    }

    private <P, T> Uni<List<PartOutcome<T>>> run(Group<P, T> group, Deadline deadline) {
        return group.sent.isEmpty()
                ? Uni.createFrom().item(() -> group.outcomes(new RedisReply(null)))
                : calls.all(group.sent, CommandEffect.WRITE, deadline)
                        .map(group::outcomes)
                        .onFailure(RawBatch::isOfThePart)
                        .recoverWithItem(failure -> group.failed((GatewayException) failure));
    }

    /** A deadline is that of the whole call. */
    private static boolean isOfThePart(Throwable failure) {
        return failure instanceof GatewayException && !(failure instanceof DeadlinePassed);
    }

    /** Parts that go to the server together, and those between them that cannot. */
    private static final class Group<P, T> {
        private final BiFunction<P, RedisReply, T> answer;
        private final List<P> parts = new ArrayList<>();
        private final List<Optional<GatewayException>> faults = new ArrayList<>();
        private final List<RawPart> sent = new ArrayList<>();

        Group(BiFunction<P, RedisReply, T> answer) {
            this.answer = answer;
        }

        void fill(List<P> from, Function<P, RawPart> part) {
            long bytes = 0;
            for (P next : from) {
                if (parts.size() >= GROUP_MAX || bytes >= GROUP_BYTES_MAX) {
                    return;
                }
                parts.add(next);
                try {
                    RawPart made = part.apply(next);
                    sent.add(made);
                    faults.add(Optional.empty());
                    bytes += made.size();
                } catch (GatewayException fault) {
                    faults.add(Optional.of(fault));
                }
            }
        }

        List<PartOutcome<T>> outcomes(RedisReply replies) {
            var outcomes = new ArrayList<PartOutcome<T>>();
            int at = 0;
            for (int i = 0; i < parts.size(); i++) {
                Optional<GatewayException> fault = faults.get(i);
                outcomes.add(
                        fault.isPresent()
                                ? new PartOutcome.Failed<>(fault.get())
                                : outcome(parts.get(i), replies.at(at++)));
            }
            return outcomes;
        }

        List<PartOutcome<T>> failed(GatewayException failure) {
            return faults.stream()
                    .map(fault -> (PartOutcome<T>) new PartOutcome.Failed<T>(fault.orElse(failure)))
                    .toList();
        }

        private PartOutcome<T> outcome(P part, RedisReply reply) {
            try {
                return new PartOutcome.Done<>(answer.apply(part, RawCalls.checked(reply)));
            } catch (GatewayException refused) {
                return new PartOutcome.Failed<>(refused);
            }
        }
    }
}
