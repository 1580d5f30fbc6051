// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.load;

/** Something that calls can be made to. Safe for use by many threads. */
public interface CallTarget {

    /**
     * Starts a call and does not wait for it.
     *
     * @param lane which of several parallel ways to take, 0 or more; calls of one lane share a connection
     * @param number which call it is; may be used to vary what is asked for
     * @param ended told once how the call ended, on any thread, perhaps before this method returns
     */
    void start(int lane, long number, Ended ended);

    /** Hears how one call ended. */
    interface Ended {
        /** The right answer came; of a stream, the last message. */
        void ok();

        /** A message of a stream came; more may follow. Calls with one answer do not say so. */
        default void message() {}

        /**
         * No answer came, or a wrong one.
         *
         * @param why one of few words, such as a gRPC status; failures are counted by it
         */
        void failed(String why);
    }
}
