// SPDX-License-Identifier: Apache-2.0
package io.prism.identity;

import java.time.Instant;
import java.util.Optional;

/**
 * Who calls, and how far that can be relied on.
 *
 * @param who the caller
 * @param proof how it was verified
 * @param until when it must be verified again; empty when what was shown does not end by itself
 */
public record Identity(Principal who, Proof proof, Optional<Instant> until) {

    /** What a caller showed. */
    public enum Proof {
        /** A name and a password. */
        PASSWORD,
        /** A secret of which a hash is known here. */
        TOKEN,
        /** What somebody else has signed (JWT). */
        SIGNED_TOKEN
    }
}
