// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.admit;

import io.prism.identity.IdentitySources;
import io.prism.identity.TokenTrust;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whether callers must say who they are, and what they may do. Files are read once, at the start. */
@ConfigMapping(prefix = "prism.registry.access")
public interface AccessSettings {

    /** Whether access is controlled. When it is, whatever no rule allows is denied. */
    @WithDefault("false")
    boolean enabled();

    /** The rules. */
    List<Rule> rules();

    /** More rules: lines {@code allow WHO read|write|admin SUBJECTS}. */
    Optional<Path> rulesFile();

    /** People with passwords: lines {@code NAME:pbkdf2-sha256:ITERATIONS:SALT:HASH[:GROUP,…]}, the last two in base 64. */
    Optional<Path> usersFile();

    /** Programs with tokens: lines {@code sha256:HEX:NAME[:GROUP,…]} with the SHA-256 of each token. */
    Optional<Path> tokensFile();

    /** Tokens that somebody else has signed. */
    Jwt jwt();

    /** Where it is written who callers are; nowhere when access is not controlled. */
    default IdentitySources sources() {
        return enabled() ? new IdentitySources(usersFile(), tokensFile(), jwt().trust()) : IdentitySources.NONE;
    }

    /** Something that is allowed. */
    interface Rule {

        /** Who: a name, {@code group:NAME}, or {@code *} for whoever is known. */
        String allow();

        /** What. */
        Access to();

        /** With which subjects; {@code *} stands for any characters. */
        @WithDefault("*")
        String subjects();
    }

    /** How signed tokens are checked. */
    interface Jwt {

        /** The public key: a PEM or JWKS file, or the HTTPS address of one. Without it no signed token is taken. */
        Optional<String> publicKey();

        /** Who must have issued a token. Needed with a key. */
        Optional<String> issuer();

        /** For whom a token must be issued; for anybody when it is not given. */
        Optional<String> audience();

        /** Where the names of groups are in a token. */
        @WithDefault("groups")
        String groups();

        /**
         * Whose tokens are taken.
         *
         * @throws IllegalStateException when there is a key and nobody who issues tokens
         */
        default Optional<TokenTrust> trust() {
            return publicKey()
                    .map(key -> new TokenTrust(
                            "prism.registry.access.jwt.public-key",
                            key,
                            issuer().orElseThrow(() -> new IllegalStateException(
                                    "prism.registry.access.jwt.public-key needs prism.registry.access.jwt.issuer")),
                            audience(),
                            groups()));
        }
    }
}
