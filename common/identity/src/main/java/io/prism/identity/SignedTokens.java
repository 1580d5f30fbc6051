// SPDX-License-Identifier: Apache-2.0
package io.prism.identity;

import io.prism.identity.Identity.Proof;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens that somebody else has signed (JWT), with a key that only that one has. Algorithms with a shared secret, and
 * none at all, are not taken. Safe for use by many threads; may block when the key is fetched.
 */
final class SignedTokens {

    private static final Logger LOG = LoggerFactory.getLogger(SignedTokens.class);
    private static final List<SignatureAlgorithm> RSA = List.of(
            SignatureAlgorithm.RS256, SignatureAlgorithm.RS384, SignatureAlgorithm.RS512, SignatureAlgorithm.PS256);
    private static final List<SignatureAlgorithm> EC = List.of(SignatureAlgorithm.ES256, SignatureAlgorithm.ES384);
    private static final List<SignatureAlgorithm> EDWARDS = List.of(SignatureAlgorithm.EDDSA);

    private final Optional<JWTAuthContextInfo> rules;
    private final DefaultJWTParser parser = new DefaultJWTParser();

    SignedTokens(Optional<TokenTrust> trust) {
        this.rules = trust.map(SignedTokens::rules);
    }

    private static JWTAuthContextInfo rules(TokenTrust trust) {
        JWTAuthContextInfo rules = new JWTAuthContextInfo();
        PemKey.in(trust)
                .ifPresentOrElse(
                        own -> {
                            rules.setPublicVerificationKey(own);
                            rules.setSignatureAlgorithm(new LinkedHashSet<>(algorithms(own)));
                        },
                        () -> {
                            rules.setPublicKeyLocation(trust.publicKey());
                            rules.setSignatureAlgorithm(any());
                        });
        rules.setIssuedBy(trust.issuer());
        rules.setGroupsPath(trust.groups());
        trust.audience().ifPresent(audience -> rules.setExpectedAudience(Set.of(audience)));
        return rules;
    }

    /** In an order that is always the same: the first one is how SmallRye reads a key that does not say what it is. */
    private static Set<SignatureAlgorithm> any() {
        Set<SignatureAlgorithm> all = new LinkedHashSet<>(RSA);
        all.addAll(EC);
        all.addAll(EDWARDS);
        return all;
    }

    private static List<SignatureAlgorithm> algorithms(PublicKey key) {
        return switch (key) {
            case RSAPublicKey _ -> RSA;
            case ECPublicKey _ -> EC;
            default -> EDWARDS;
        };
    }

    /** Whom {@code token} is about; empty when it is not right. */
    Optional<Identity> check(String token) {
        if (rules.isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonWebToken parsed = parser.parse(token, rules.get());
            return Optional.ofNullable(parsed.getName())
                    .filter(name -> !name.isBlank())
                    .map(name -> new Identity(
                            new Principal(name, groups(parsed)), Proof.SIGNED_TOKEN, Optional.of(expiry(parsed))));
        } catch (ParseException refused) {
            LOG.atDebug().setCause(refused).log("a signed token is refused");
            return Optional.empty();
        }
    }

    private static Set<String> groups(JsonWebToken token) {
        return Optional.ofNullable(token.getGroups()).orElse(Set.of()).stream()
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The parser takes no token without an expiry, but one that lies beyond what Java counts as time. */
    private static Instant expiry(JsonWebToken token) {
        return Instant.ofEpochSecond(Math.min(token.getExpirationTime(), Instant.MAX.getEpochSecond()));
    }
}
