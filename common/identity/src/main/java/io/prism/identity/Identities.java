// SPDX-License-Identifier: Apache-2.0
package io.prism.identity;

import io.prism.identity.Identification.Anonymous;
import io.prism.identity.Identification.Known;
import io.prism.identity.Identification.Refused;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out who calls. Safe for use by many threads; not for event loops. */
public final class Identities {

    private static final String BASIC = "basic ";
    private static final String BEARER = "bearer ";
    private static final int HEADER_CHARS_MAX = 16 * 1024;

    private final Passwords passwords;
    private final AccessTokens tokens;
    private final SignedTokens signed;

    /**
     * Knows whom {@code sources} name.
     *
     * @throws IllegalStateException when a file cannot be read or a line of it is wrong
     * @throws IllegalArgumentException when a key is none
     */
    public Identities(IdentitySources sources, InstantSource clock) {
        this.passwords = new Passwords(
                sources.users()
                        .map(file -> AccessFile.entries(file, Password::parse))
                        .orElse(List.of()),
                clock);
        this.tokens = new AccessTokens(sources.tokens()
                .map(file -> AccessFile.entries(file, AccessTokens.Entry::parse))
                .orElse(List.of()));
        this.signed = new SignedTokens(sources.signed());
    }

    /** Who shows {@code authorization}, the value of the header of that name; null when there is none. */
    public Identification identify(@Nullable String authorization) {
        if (authorization == null) {
            return new Anonymous();
        }
        if (authorization.length() > HEADER_CHARS_MAX) {
            return new Refused();
        }
        String scheme = authorization.toLowerCase(Locale.ROOT);
        if (scheme.startsWith(BASIC)) {
            return basic(authorization.substring(BASIC.length()).strip());
        }
        if (scheme.startsWith(BEARER)) {
            return bearer(authorization.substring(BEARER.length()).strip());
        }
        return new Refused();
    }

    private Identification bearer(String token) {
        Optional<Identity> known = tokens.check(token).or(() -> signed.check(token));
        return known.<Identification>map(Known::new).orElseGet(Refused::new);
    }

    private Identification basic(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 1 ? new Refused() : passwords.check(pair.substring(0, colon), pair.substring(colon + 1));
        } catch (IllegalArgumentException notBase64) {
            return new Refused();
        }
    }
}
