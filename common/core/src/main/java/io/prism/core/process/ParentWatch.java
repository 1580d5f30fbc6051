// SPDX-License-Identifier: Apache-2.0
package io.prism.core.process;

import java.io.IOException;
import java.io.InputStream;

/** Notices the death of the parent: it holds the other end of standard input, which then ends. */
public final class ParentWatch {

    private ParentWatch() {}

    /** Calls {@code onDeath} once, on a thread of its own, when {@code input} ends. */
    public static void start(InputStream input, Runnable onDeath) {
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
            try {
                input.skip(Long.MAX_VALUE);
                while (input.read() >= 0) {
                    // The parent sends nothing; anything that comes is dropped.
                }
            } catch (IOException broken) {
                // A broken pipe means the same as its end.
                onDeath.run();
                return;
            }
            onDeath.run();
        });
    }
}
