// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.target;

import io.prism.bench.load.CallTarget;

/** Something that answers the calls of scenarios, and the way to it. Safe for use by many threads. */
public interface BenchTarget extends AutoCloseable {

    /** Where it is. */
    TargetAddress address();

    /** The calls of a scenario; what they read must have been written, see {@link Fill}. */
    CallTarget calls(Scenario scenario);

    @Override
    void close();
}
