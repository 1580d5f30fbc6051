// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.law;

import java.util.Random;

/**
 * Choices that can be made again, with a few of them made differently. Two dice of one seed build the same schema; one
 * with some luck builds one that is almost the same.
 */
final class Dice {

    private final Random base;
    private final Random other;
    private final double luck;

    /** Rolls as {@code seed} says, but now and then (0 to 1) as {@code otherSeed} does. */
    Dice(long seed, long otherSeed, double luck) {
        this.base = new Random(seed);
        this.other = new Random(otherSeed);
        this.luck = luck;
    }

    /** 0 to {@code sides} - 1. */
    int roll(int sides) {
        int usual = base.nextInt(sides);
        return other.nextDouble() < luck ? other.nextInt(sides) : usual;
    }

    boolean coin() {
        return roll(2) == 0;
    }

    @SafeVarargs
    final <T> T one(T... things) {
        return things[roll(things.length)];
    }
}
