// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.load;

/** A way of making calls for some time. */
public interface LoadLoop {

    /** Makes calls; returns when they have all ended, or when the patience is over. */
    Sample run(CallTarget calls, RunTiming timing);
}
