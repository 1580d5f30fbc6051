// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.door;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A registry that knows some people and programs, and asks for approvals. */
public class Guarded implements QuarkusTestProfile {

    static final String ISSUER = "https://issuer.test";
    static final String AUDIENCE = "registry";
    static final String TOKEN = "a-long-random-token";

    private static final KeyPair KEYS = keys();
    private static final int ITERATIONS = 10_000;

    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            Path folder = Files.createTempDirectory("prism-access");
            Path users = Files.writeString(folder.resolve("users"), """
                # people
                %s
                %s
                %s
                """.formatted(
                            user("admin", "top", ""), user("writer", "pen", ""), user("reader", "eye", "")));
            Path tokens = Files.writeString(folder.resolve("tokens"), "sha256:" + sha256(TOKEN) + ":robot:ci\n");
            Path rules = Files.writeString(folder.resolve("rules"), """
                allow admin admin *
                allow writer write orders-*
                allow writer write alias-*
                allow reader read orders-*
                allow group:ci write ci-*
                allow carol read :.team:*
                """);
            Path key = Files.writeString(
                    folder.resolve("key.pem"),
                    "-----BEGIN PUBLIC KEY-----\n"
                            + Base64.getMimeEncoder()
                                    .encodeToString(KEYS.getPublic().getEncoded())
                            + "\n-----END PUBLIC KEY-----\n");
            return Map.of(
                    "prism.registry.access.enabled", "true",
                    "prism.registry.access.users-file", users.toString(),
                    "prism.registry.access.tokens-file", tokens.toString(),
                    "prism.registry.access.rules-file", rules.toString(),
                    "prism.registry.access.jwt.public-key", key.toString(),
                    "prism.registry.access.jwt.issuer", ISSUER,
                    "prism.registry.access.jwt.audience", AUDIENCE,
                    "prism.registry.governance.breaking-changes", "approval",
                    "prism.registry.governance.folder",
                            folder.resolve("governance").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String user(String name, String password, String groups) {
        byte[] salt = (name + "-salt-salt").getBytes(StandardCharsets.UTF_8);
        try {
            byte[] hash = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, 256))
                    .getEncoded();
            Base64.Encoder base64 = Base64.getEncoder();
            return "%s:pbkdf2-sha256:%d:%s:%s:%s"
                    .formatted(name, ITERATIONS, base64.encodeToString(salt), base64.encodeToString(hash), groups);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token with these claims (JSON, without braces), signed with the key that the registry knows. */
    static String signed(String claims) {
        return signed("{\"alg\":\"RS256\",\"typ\":\"JWT\"}", "{" + claims + "}");
    }

    private static String signed(String header, String claims) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String text = base64.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "."
                + base64.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(KEYS.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return text + "." + base64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
