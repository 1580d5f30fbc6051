// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.compare;

import io.prism.schema.limit.StepLimit;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Pairs the parts of two combined schemas so that as many pairs as possible are compatible (a maximum matching of a
 * bipartite graph, by augmenting paths). Without recursion: a path may be as long as there are parts.
 */
final class Pairing {

    private static final int NONE = -1;

    private final List<List<PairDifferences>> pairs;
    private final StepLimit steps;
    private final int[] partnerOfRow;
    private final int[] partnerOfColumn;

    private Pairing(List<List<PairDifferences>> pairs, StepLimit steps) {
        int columns = pairs.isEmpty() ? 0 : pairs.getFirst().size();
        this.pairs = pairs;
        this.steps = steps;
        this.partnerOfRow = new int[pairs.size()];
        this.partnerOfColumn = new int[columns];
        Arrays.fill(partnerOfRow, NONE);
        Arrays.fill(partnerOfColumn, NONE);
    }

    /**
     * For each row the column it is paired with; negative when it stays alone.
     *
     * @param pairs what was found between the parts of the original (rows) and of the update (columns)
     */
    static int[] best(List<List<PairDifferences>> pairs, StepLimit steps) {
        Pairing pairing = new Pairing(pairs, steps);
        // Parts that stayed at their place go first, so that a schema compared with itself is paired with itself.
        for (int row = 0; row < Math.min(pairs.size(), pairing.partnerOfColumn.length); row++) {
            if (pairing.fits(row, row)) {
                pairing.pair(row, row);
            }
        }
        for (int row = 0; row < pairs.size(); row++) {
            if (pairing.partnerOfRow[row] == NONE) {
                pairing.augment(row);
            }
        }
        return pairing.partnerOfRow;
    }

    private boolean fits(int row, int column) {
        return !pairs.get(row).get(column).breaks();
    }

    private void pair(int row, int column) {
        partnerOfRow[row] = column;
        partnerOfColumn[column] = row;
    }

    /** Looks for a way from {@code start} to a free column over pairs that can be changed, and changes them. */
    private void augment(int start) {
        int[] reachedFrom = new int[partnerOfColumn.length];
        Arrays.fill(reachedFrom, NONE);
        Deque<Integer> open = new ArrayDeque<>();
        open.add(start);
        while (!open.isEmpty()) {
            int row = open.remove();
            steps.spend(1 + partnerOfColumn.length / 16);
            for (int column = 0; column < partnerOfColumn.length; column++) {
                if (reachedFrom[column] != NONE || !fits(row, column)) {
                    continue;
                }
                reachedFrom[column] = row;
                if (partnerOfColumn[column] == NONE) {
                    turn(column, reachedFrom);
                    return;
                }
                open.add(partnerOfColumn[column]);
            }
        }
    }

    /** Pairs along the way back from the free {@code column}. */
    private void turn(int column, int[] reachedFrom) {
        int free = column;
        while (free != NONE) {
            int row = reachedFrom[free];
            int next = partnerOfRow[row];
            pair(row, free);
            free = next;
        }
    }
}
