// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.admit.who;

import io.prism.registry.admit.AccessSettings;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens that somebody else has signed (JWT), with a key that only that one has. Algorithms with a shared secret, and
 * none at all, are not taken. Safe for use by many threads; may block when the key is fetched.
 */
final class SignedTokens {

    private static final Logger LOG = LoggerFactory.getLogger(SignedTokens.class);
    private static final Set<SignatureAlgorithm> ALGORITHMS = Set.of(
            SignatureAlgorithm.RS256,
            SignatureAlgorithm.RS384,
            SignatureAlgorithm.RS512,
            SignatureAlgorithm.PS256,
            SignatureAlgorithm.ES256,
            SignatureAlgorithm.ES384,
            SignatureAlgorithm.EDDSA);

    private final Optional<JWTAuthContextInfo> rules;
    private final DefaultJWTParser parser = new DefaultJWTParser();

    SignedTokens(AccessSettings.Jwt settings) {
        this.rules = settings.publicKey().map(key -> rules(key, settings));
    }

    private static JWTAuthContextInfo rules(String key, AccessSettings.Jwt settings) {
        String issuer = settings.issuer()
                .orElseThrow(() -> new IllegalStateException(
                        "prism.registry.access.jwt.public-key needs prism.registry.access.jwt.issuer"));
        JWTAuthContextInfo rules = new JWTAuthContextInfo();
        rules.setPublicKeyLocation(key);
        rules.setIssuedBy(issuer);
        rules.setSignatureAlgorithm(ALGORITHMS);
        rules.setGroupsPath(settings.groups());
        settings.audience().ifPresent(audience -> rules.setExpectedAudience(Set.of(audience)));
        return rules;
    }

    /** Whom {@code token} is about; empty when it is not right. */
    Optional<Principal> check(String token) {
        if (rules.isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonWebToken parsed = parser.parse(token, rules.get());
            Set<String> groups = parsed.getGroups() == null ? Set.of() : parsed.getGroups();
            return Optional.ofNullable(parsed.getName()).map(name -> new Principal(name, groups));
        } catch (ParseException refused) {
            LOG.atDebug().setCause(refused).log("a signed token is refused");
            return Optional.empty();
        }
    }
}
