// SPDX-License-Identifier: Apache-2.0
package io.prism.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Public keys in files of PEM. */
final class PemKey {

    private static final List<String> KINDS = List.of("RSA", "EC", "EdDSA");
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

    private PemKey() {}

    /**
     * The key in the file that {@code trust} names; empty when that is no file of PEM.
     *
     * @throws IllegalArgumentException when the file says that it holds a public key and does not
     */
    static Optional<PublicKey> in(TokenTrust trust) {
        String text = text(trust);
        if (!text.contains("-----BEGIN PUBLIC KEY-----")) {
            return Optional.empty();
        }
        Matcher block = BLOCK.matcher(text);
        if (!block.find()) {
            throw wrong(trust);
        }
        byte[] key;
        try {
            key = Base64.getMimeDecoder().decode(block.group(1));
        } catch (IllegalArgumentException notBase64) {
            throw wrong(trust);
        }
        return Optional.of(KINDS.stream()
                .flatMap(kind -> read(kind, key).stream())
                .findFirst()
                .orElseThrow(() -> wrong(trust)));
    }

    private static String text(TokenTrust trust) {
        try {
            Path file = Path.of(trust.publicKey());
            return Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        } catch (InvalidPathException notAFile) {
            return "";
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("cannot read %s: %s".formatted(trust.setting(), unreadable), unreadable);
        }
    }

    private static Optional<PublicKey> read(String kind, byte[] key) {
        try {
            return Optional.of(KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(key)));
        } catch (InvalidKeySpecException otherKind) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has keys of the kind " + kind, e);
        }
    }

    private static IllegalArgumentException wrong(TokenTrust trust) {
        return new IllegalArgumentException("%s: %s holds no public key of RSA, EC or EdDSA; make one with"
                        .formatted(trust.setting(), trust.publicKey())
                + " 'openssl pkey -in PRIVATE -pubout'");
    }
}
