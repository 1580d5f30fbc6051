// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.admit.who;

import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out who calls. Safe for use by many threads; not for event loops. */
@ApplicationScoped
public class Identities {

    private static final String BASIC = "basic ";
    private static final String BEARER = "bearer ";
    private static final int HEADER_CHARS_MAX = 16 * 1024;

    private final Passwords passwords;
    private final AccessTokens tokens;
    private final SignedTokens signed;

    Identities(AccessSettings settings, InstantSource clock) {
        boolean on = settings.enabled();
        this.passwords = new Passwords(
                settings.usersFile()
                        .filter(file -> on)
                        .map(file -> AccessFile.entries(file, Password::parse))
                        .orElse(List.of()),
                clock);
        this.tokens = new AccessTokens(settings.tokensFile()
                .filter(file -> on)
                .map(file -> AccessFile.entries(file, AccessTokens.Entry::parse))
                .orElse(List.of()));
        this.signed = new SignedTokens(settings.jwt());
    }

    /**
     * Who shows {@code authorization}, the value of the header of that name.
     *
     * @throws RegistryException when there is none, or it is not right; nothing says what was wrong with it
     */
    public Principal who(@Nullable String authorization) {
        if (authorization == null) {
            throw refused("This registry must know who calls: send basic credentials or a bearer token");
        }
        return check(authorization).orElseThrow(() -> refused("The credentials are not right"));
    }

    private Optional<Principal> check(String authorization) {
        String scheme = authorization.toLowerCase(Locale.ROOT);
        if (authorization.length() > HEADER_CHARS_MAX) {
            return Optional.empty();
        }
        if (scheme.startsWith(BASIC)) {
            return basic(authorization.substring(BASIC.length()).strip());
        }
        if (scheme.startsWith(BEARER)) {
            String token = authorization.substring(BEARER.length()).strip();
            return tokens.check(token).or(() -> signed.check(token));
        }
        return Optional.empty();
    }

    private Optional<Principal> basic(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 1 ? Optional.empty() : passwords.check(pair.substring(0, colon), pair.substring(colon + 1));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static RegistryException refused(String message) {
        return new RegistryException(ErrorCode.UNAUTHENTICATED, message);
    }
}
