// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.memory;

/** What lives in the heap of this program. */
public final class LiveHeap {

    /**
     * HotSpot's serial collector leaves some dead objects where they are in three of four full collections (its flags
     * MarkSweepDeadRatio and MarkSweepAlwaysCompactCount).
     */
    private static final int COLLECTIONS = 4;

    private LiveHeap() {}

    /** Bytes, after everything dead was collected. */
    public static long bytes() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
