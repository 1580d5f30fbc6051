// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.load;

/**
 * When the calls of an open loop are meant to start: evenly spaced, whatever the target does.
 *
 * @param start moment of the first call, in {@link Ticks}
 * @param perSecond calls per second, more than 0
 */
record Schedule(long start, double perSecond) {

    private static final double NANOS = 1e9;

    long intended(long number) {
        return start + Math.round(number * (NANOS / perSecond));
    }
}
