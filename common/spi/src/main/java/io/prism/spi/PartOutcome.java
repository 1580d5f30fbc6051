// SPDX-License-Identifier: Apache-2.0
package io.prism.spi;

import io.prism.core.failure.GatewayException;

/** What became of one part of a batch; the other parts are not affected by it. */
public sealed interface PartOutcome<T> {

    /**
     * The part was done.
     *
     * @param value its answer
     */
    record Done<T>(T value) implements PartOutcome<T> {}

    /**
     * The part failed.
     *
     * @param failure why
     */
    record Failed<T>(GatewayException failure) implements PartOutcome<T> {}
}
