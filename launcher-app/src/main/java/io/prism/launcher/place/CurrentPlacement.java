// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.place;

import java.util.concurrent.atomic.AtomicReference;

/** The placement that is in force. Safe for use by many threads. */
public final class CurrentPlacement {

    private final AtomicReference<ProcessPlacement> placement;

    /** Begins with the configuration that the launcher was started with. */
    public CurrentPlacement(ProcessPlacement first) {
        this.placement = new AtomicReference<>(first);
    }

    /** The placement of now. */
    public ProcessPlacement get() {
        return placement.get();
    }

    /** Puts another in force. */
    public void replace(ProcessPlacement next) {
        placement.set(next);
    }
}
