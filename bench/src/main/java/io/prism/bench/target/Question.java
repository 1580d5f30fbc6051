// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.target;

import io.grpc.MethodDescriptor;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the calls of a scenario ask. The requests are built once: what is measured is the target, not the building of
 * messages.
 *
 * @param method which method
 * @param requests what to ask for in turn
 * @param right whether a message is what was asked for
 * @param messages how many of them a whole answer has
 */
record Question<Q, A>(MethodDescriptor<Q, A> method, List<Q> requests, Predicate<A> right, int messages) {

    static Question<?, ?> of(Scenario scenario, int keys) {
        return switch (scenario.model()) {
            case KEYVALUE -> KeyValueQuestions.of(scenario, keys);
        };
    }

    Q request(long number) {
        return requests.get((int) (number % requests.size()));
    }

    boolean isStream() {
        return method.getType() == MethodDescriptor.MethodType.SERVER_STREAMING;
    }
}
