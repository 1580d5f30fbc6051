// SPDX-License-Identifier: Apache-2.0
package io.prism.identity;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A person with the hash of a password. Checking takes as long as the iterations ask for, some 0.1 s. Immutable. */
final class Password {

    private static final String ALGORITHM = "pbkdf2-sha256";
    private static final int ITERATIONS_MIN = 10_000;
    private static final int ITERATIONS_MAX = 10_000_000;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES_MIN = 8;
    private static final int GROUPS = 5;
    private static final int PARTS_MIN = 5;

    private final Principal who;
    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private Password(Principal who, int iterations, byte[] salt, byte[] hash) {
        this.who = who;
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    /** Reads {@code NAME:pbkdf2-sha256:ITERATIONS:SALT:HASH[:GROUP,…]}. */
    static Password parse(String line) {
        String[] parts = line.split(":", -1);
        if (parts.length < PARTS_MIN || !parts[1].equals(ALGORITHM)) {
            throw new IllegalArgumentException("it is not NAME:pbkdf2-sha256:ITERATIONS:SALT:HASH[:GROUP,…]");
        }
        int iterations = parts[2].matches("\\d{1,9}") ? Integer.parseInt(parts[2]) : 0;
        byte[] salt = Base64.getDecoder().decode(parts[3]);
        byte[] hash = Base64.getDecoder().decode(parts[4]);
        boolean strong = iterations >= ITERATIONS_MIN && salt.length >= SALT_BYTES_MIN && hash.length == HASH_BYTES;
        if (!strong || iterations > ITERATIONS_MAX) {
            throw new IllegalArgumentException(
                    "there must be %d to %d iterations, a salt of %d bytes or more and a hash of %d"
                            .formatted(ITERATIONS_MIN, ITERATIONS_MAX, SALT_BYTES_MIN, HASH_BYTES));
        }
        return new Password(new Principal(parts[0], AccessFile.groups(parts, GROUPS)), iterations, salt, hash);
    }

    /** Whose it is. */
    Principal who() {
        return who;
    }

    /** Whether {@code password} is the one. */
    boolean is(char[] password) {
        PBEKeySpec spec = new PBEKeySpec(password, salt, iterations, HASH_BYTES * Byte.SIZE);
        try {
            byte[] seen = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            return MessageDigest.isEqual(seen, hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has PBKDF2 with HMAC-SHA-256", e);
        } finally {
            spec.clearPassword();
        }
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "Password[" + who.name() + "]";
    }
}
