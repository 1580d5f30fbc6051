// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.register;

import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.limit.RegistryLimits;
import io.prism.registry.name.SubjectName;
import io.prism.registry.store.StoreException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes changes that are decided on what was read, again when another change came in between. Calls of this process take
 * turns, so that only those of other processes come in between.
 */
@ApplicationScoped
class ChangeTurns {

    private static final int LOCKS = 64;
    private static final int WAIT_SECONDS_MAX = 20;

    private static final Logger LOG = LoggerFactory.getLogger(ChangeTurns.class);

    private final List<ReentrantLock> locks = new ArrayList<>();
    private final int attempts;

    ChangeTurns(RegistryLimits limits) {
        this.attempts = limits.attempts();
        for (int i = 0; i < LOCKS; i++) {
            locks.add(new ReentrantLock());
        }
    }

    /**
     * What {@code change} of {@code subject} gives. It is made again when the store says that the subject has changed.
     *
     * @throws io.prism.registry.fault.RegistryException when that happens too often, or the turn never comes
     */
    <T> T change(SubjectName subject, Supplier<T> change) {
        ReentrantLock lock = locks.get(Math.floorMod(subject.hashCode(), LOCKS));
        take(lock, subject);
        try {
            for (int attempt = 0; attempt < attempts; attempt++) {
                try {
                    return change.get();
                } catch (StoreException.Changed again) {
                    // Decide again on what is there now.
                    LOG.atDebug().addKeyValue("subject", subject).log("another change came first");
                }
            }
            throw ConfluentFailures.contended(subject);
        } finally {
            lock.unlock();
        }
    }

    private static void take(ReentrantLock lock, SubjectName subject) {
        try {
            if (!lock.tryLock(WAIT_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw ConfluentFailures.contended(subject);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw ConfluentFailures.contended(subject);
        }
    }
}
