// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.load;

/** A way of making calls for some time. */
public interface Loop {

    /** Makes calls; returns when they have all ended, or when the patience is over. */
    Sample run(Calls calls, Timing timing);
}
