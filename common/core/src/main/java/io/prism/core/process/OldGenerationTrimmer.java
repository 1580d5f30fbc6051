// SPDX-License-Identifier: Apache-2.0
package io.prism.core.process;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.util.Optional;
import javax.management.Notification;
import javax.management.NotificationEmitter;

/**
 * Collects the old generation each time it has grown by a certain amount. A serial heap is not tidied up before it has
 * filled all it may take, so a program that makes old garbage slowly takes all of it in the end, however little lives.
 * With other collectors than the serial one, and in native programs, nothing is done.
 */
public final class OldGenerationTrimmer {

    private static final String SERIAL_OLD = "Tenured Gen";

    private final MemoryMXBean memory;
    private final MemoryPoolMXBean old;
    private final long growth;

    private OldGenerationTrimmer(MemoryMXBean memory, MemoryPoolMXBean old, long growth) {
        this.memory = memory;
        this.old = old;
        this.growth = growth;
    }

    /**
     * Begins to watch, until the process ends.
     *
     * @param growth by how many bytes the old generation may grow between two collections, 1 or more; when a lot lives in
     *     it, by a quarter of that, so that the time for collections stays a small part
     * @return whether there is something to watch
     */
    public static boolean start(long growth) {
        Optional<MemoryPoolMXBean> old = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals(SERIAL_OLD) && pool.isUsageThresholdSupported())
                .findFirst();
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        if (old.isEmpty() || !(memory instanceof NotificationEmitter emitter)) {
            return false;
        }
        var heap = new OldGenerationTrimmer(memory, old.get(), growth);
        emitter.addNotificationListener((notification, _) -> heap.hear(notification), null, null);
        heap.allowMore(old.get().getUsage().getUsed());
        return true;
    }

    /** Comes on a thread of the JVM's own, one at a time. */
    private void hear(Notification notification) {
        if (notification.getType().equals(MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED)) {
            memory.gc();
            allowMore(old.getUsage().getUsed());
        }
    }

    private void allowMore(long lives) {
        long most = old.getUsage().getMax();
        long threshold = lives + Math.max(growth, lives / 4);
        // Beyond its bound the collector looks after the heap itself.
        old.setUsageThreshold(most < 0 ? threshold : Math.min(threshold, most));
    }
}
