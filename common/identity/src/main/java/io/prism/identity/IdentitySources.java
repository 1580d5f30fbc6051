// SPDX-License-Identifier: Apache-2.0
package io.prism.identity;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where it is written who callers are. Files are read once.
 *
 * @param users people: lines {@code NAME:pbkdf2-sha256:ITERATIONS:SALT:HASH[:GROUP,…]}, the last two in base 64
 * @param tokens programs: lines {@code sha256:HEX:NAME[:GROUP,…]} with the SHA-256 of each token
 * @param signed whose signed tokens are taken
 */
public record IdentitySources(Optional<Path> users, Optional<Path> tokens, Optional<TokenTrust> signed) {

    /** Nobody is known. */
    public static final IdentitySources NONE =
            new IdentitySources(Optional.empty(), Optional.empty(), Optional.empty());
}
