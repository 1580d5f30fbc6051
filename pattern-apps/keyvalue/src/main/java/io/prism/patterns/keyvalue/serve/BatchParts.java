// SPDX-License-Identifier: Apache-2.0
package io.prism.patterns.keyvalue.serve;

import io.prism.core.failure.GatewayException;
import io.prism.spi.PartOutcome;
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
final class BatchParts<I> {

    private final List<PartOutcome<I>> parsed = new ArrayList<>();
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
    static <Q, I> BatchParts<I> of(List<Q> requests, Parser<Q, I> parser) {
        BatchParts<I> parts = new BatchParts<>();
        for (int place = 0; place < requests.size(); place++) {
            try {
                I part = parser.parse(place, requests.get(place));
                parts.valid.add(part);
                parts.parsed.add(new PartOutcome.Done<>(part));
            } catch (GatewayException bad) {
                parts.parsed.add(new PartOutcome.Failed<>(bad));
            }
        }
        return parts;
    }

    /** One outcome for each request; {@code backend} is asked once, with the parts that could be read. */
    <O> Uni<List<PartOutcome<O>>> through(Function<List<I>, Uni<List<PartOutcome<O>>>> backend) {
        Uni<List<PartOutcome<O>>> answers = valid.isEmpty() ? Uni.createFrom().item(List.of()) : backend.apply(valid);
        return answers.map(this::merge);
    }

    private <O> List<PartOutcome<O>> merge(List<PartOutcome<O>> answers) {
        Iterator<PartOutcome<O>> next = answers.iterator();
        List<PartOutcome<O>> merged = new ArrayList<>(parsed.size());
        for (PartOutcome<I> part : parsed) {
            merged.add(
                    switch (part) {
                        case PartOutcome.Done<I> _ -> next.next();
                        case PartOutcome.Failed<I>(GatewayException failure) -> new PartOutcome.Failed<>(failure);
                    });
        }
        return merged;
    }
}
