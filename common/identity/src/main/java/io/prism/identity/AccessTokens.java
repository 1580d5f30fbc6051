// SPDX-License-Identifier: Apache-2.0
package io.prism.identity;

import io.prism.identity.Identity.Proof;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Programs with tokens. Of a token only the SHA-256 is known, which is enough because tokens are long and random.
 * Immutable.
 */
final class AccessTokens {

    /**
     * One program.
     *
     * @param sha256 of its token, 64 small hexadecimal digits
     * @param who the program
     */
    record Entry(String sha256, Principal who) {

        private static final int PARTS_MIN = 3;
        private static final int GROUPS = 3;

        /** Reads {@code sha256:HEX:NAME[:GROUP,…]}. */
        static Entry parse(String line) {
            String[] parts = line.split(":", -1);
            boolean right =
                    parts.length >= PARTS_MIN && parts[0].equals("sha256") && parts[1].matches("[0-9a-fA-F]{64}");
            if (!right || parts[2].isBlank()) {
                throw new IllegalArgumentException("it is not sha256:HEX:NAME[:GROUP,…]");
            }
            return new Entry(
                    parts[1].toLowerCase(Locale.ROOT), new Principal(parts[2], AccessFile.groups(parts, GROUPS)));
        }
    }

    private final Map<String, Principal> byHash;

    AccessTokens(List<Entry> entries) {
        this.byHash = entries.stream().collect(Collectors.toMap(Entry::sha256, Entry::who, (a, b) -> b));
    }

    /** Whose {@code token} it is. */
    Optional<Identity> check(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return Optional.ofNullable(byHash.get(HexFormat.of().formatHex(hash)))
                    .map(who -> new Identity(who, Proof.TOKEN, Optional.empty()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
