// SPDX-License-Identifier: Apache-2.0
package io.prism.identity;

/** What came of the question who calls. */
public sealed interface Identification {

    /**
     * It is known.
     *
     * @param identity who it is
     */
    record Known(Identity identity) implements Identification {}

    /** The caller shows nothing. */
    record Anonymous() implements Identification {}

    /** What the caller shows is not right; nothing says what is wrong with it. */
    record Refused() implements Identification {}

    /** Too many passwords are being checked; the same may be right a little later. */
    record Busy() implements Identification {}
}
