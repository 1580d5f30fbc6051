// SPDX-License-Identifier: Apache-2.0
package io.prism.patterns.keyvalue.serve;

import io.prism.core.failure.GatewayException;
import io.prism.spi.Outcome;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/**
 * The parts of one batch. A part that cannot even be read fails by itself; the others go to the backend, and the
 * answers are put together again in the order of the request.
 *
 * @param <I> what the backend takes
 */
final class Parts<I> {

    private final List<Outcome<I>> parsed = new ArrayList<>();
    private final List<I> valid = new ArrayList<>();

    /** Reads one part. */
    @FunctionalInterface
    interface Parser<Q, I> {
        /**
         * Makes what the backend takes of a request.
         *
         * @param place its place in the batch, from 0
         */
        I parse(int place, Q request);
    }

    /** Reads each request with {@code parser}, whose failures become the part's outcome. */
    static <Q, I> Parts<I> of(List<Q> requests, Parser<Q, I> parser) {
        Parts<I> parts = new Parts<>();
        for (int place = 0; place < requests.size(); place++) {
            try {
                I part = parser.parse(place, requests.get(place));
                parts.valid.add(part);
                parts.parsed.add(new Outcome.Done<>(part));
            } catch (GatewayException bad) {
                parts.parsed.add(new Outcome.Failed<>(bad));
            }
        }
        return parts;
    }

    /** One outcome for each request; {@code backend} is asked once, with the parts that could be read. */
    <O> Uni<List<Outcome<O>>> through(Function<List<I>, Uni<List<Outcome<O>>>> backend) {
        Uni<List<Outcome<O>>> answers = valid.isEmpty() ? Uni.createFrom().item(List.of()) : backend.apply(valid);
        return answers.map(this::merge);
    }

    private <O> List<Outcome<O>> merge(List<Outcome<O>> answers) {
        Iterator<Outcome<O>> next = answers.iterator();
        List<Outcome<O>> merged = new ArrayList<>(parsed.size());
        for (Outcome<I> part : parsed) {
            merged.add(
                    switch (part) {
                        case Outcome.Done<I> _ -> next.next();
                        case Outcome.Failed<I>(GatewayException failure) -> new Outcome.Failed<>(failure);
                    });
        }
        return merged;
    }
}
