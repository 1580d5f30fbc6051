// SPDX-License-Identifier: Apache-2.0
package io.prism.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.identity.Identity.Proof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signed tokens, by the kind of the key that is given as a file. */
class SignedTokensTest {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    @TempDir
    Path folder;

    private final Instant expiry = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(300);

    @ParameterizedTest
    @CsvSource({
        "RSA, SHA256withRSA, RS256",
        "RSA, SHA512withRSA, RS512",
        "EC, SHA256withECDSAinP1363Format, ES256",
        "Ed25519, Ed25519, EdDSA"
    })
    void areTakenWhateverTheKindOfTheKey(String kind, String signature, String algorithm)
            throws GeneralSecurityException, IOException {
        // Given
        KeyPair keys = keys(kind);
        SignedTokens tokens = tokens(pem(keys));

        // When
        Optional<Identity> known = tokens.check(token(keys, signature, algorithm));

        // Then
        assertThat(known.map(Identity::who)).contains(new Principal("dave", Set.of("ci")));
        assertThat(known.map(Identity::proof)).contains(Proof.SIGNED_TOKEN);
        assertThat(known.flatMap(Identity::until)).contains(expiry);
        assertThat(tokens.check(token(keys(kind), signature, algorithm))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAAA", "A", "????", ""})
    void aFileWithoutAKeyIsSaidAtTheStart(String inside) {
        // Given
        String text = "-----BEGIN PUBLIC KEY-----\n" + inside + "\n-----END PUBLIC KEY-----\n";

        // Then
        assertThatThrownBy(() -> tokens(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("prism.registry.access.jwt.public-key")
                .hasMessageContaining("holds no public key");
    }

    @Test
    void anotherAlgorithmThanThatOfTheKeyIsRefused() throws GeneralSecurityException, IOException {
        // Given
        KeyPair keys = keys("RSA");

        // Then
        assertThat(tokens(pem(keys)).check(token(keys, "SHA256withRSA", "HS256")))
                .isEmpty();
        assertThat(tokens(pem(keys)).check(token(keys, "SHA256withRSA", "none")))
                .isEmpty();
    }

    @Test
    void anExpiredOneIsRefused() throws GeneralSecurityException, IOException {
        // Given
        KeyPair keys = keys("RSA");
        Instant past = Instant.now().minusSeconds(600);

        // Then
        assertThat(tokens(pem(keys)).check(token(keys, "SHA256withRSA", "RS256", past.getEpochSecond())))
                .isEmpty();
    }

    @Test
    void oneThatExpiresBeyondAllTimeIsTaken() throws GeneralSecurityException, IOException {
        // Given
        KeyPair keys = keys("RSA");

        // When
        Optional<Identity> known =
                tokens(pem(keys)).check(token(keys, "SHA256withRSA", "RS256", Long.MAX_VALUE / 1000));

        // Then
        assertThat(known.flatMap(Identity::until)).get().matches(until -> until.isAfter(expiry));
    }

    private SignedTokens tokens(String pem) throws IOException {
        Path file = Files.writeString(folder.resolve("key.pem"), pem);
        return new SignedTokens(Optional.of(new TokenTrust(
                "prism.registry.access.jwt.public-key",
                file.toString(),
                "https://issuer.test",
                Optional.empty(),
                "groups")));
    }

    private static KeyPair keys(String kind) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
        if (!kind.equals("Ed25519")) {
            generator.initialize(kind.equals("RSA") ? 2048 : 256);
        }
        return generator.generateKeyPair();
    }

    private static String pem(KeyPair keys) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private String token(KeyPair keys, String signature, String algorithm) throws GeneralSecurityException {
        return token(keys, signature, algorithm, expiry.getEpochSecond());
    }

    private String token(KeyPair keys, String signature, String algorithm, long expires)
            throws GeneralSecurityException {
        String text = encoded("{\"alg\":\"%s\",\"typ\":\"JWT\"}".formatted(algorithm)) + "."
                + encoded("{\"iss\":\"https://issuer.test\",\"sub\":\"dave\",\"groups\":[\"ci\"],\"iat\":%d,\"exp\":%d}"
                        .formatted(expiry.getEpochSecond() - 900, expires));
        Signature signing = Signature.getInstance(signature);
        signing.initSign(keys.getPrivate());
        signing.update(text.getBytes(StandardCharsets.UTF_8));
        return text + "." + BASE64.encodeToString(signing.sign());
    }

    private static String encoded(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
