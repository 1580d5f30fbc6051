// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.connect;

import io.prism.core.OptionMap;
import io.prism.core.failure.GatewayException.Rejected;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.util.Optional;

/**
 * Whether and how a connection is encrypted.
 *
 * @param mode what is demanded of the server
 * @param ca file with the certificates (PEM) that may have signed the server's; there exactly when the mode verifies
 */
public record PostgresTls(Mode mode, Optional<String> ca) {

    private static final String CA = "tls.ca";
    private static final String MODE = "tls.mode";

    /** What is demanded of the server. */
    public enum Mode {
        /** No encryption. */
        DISABLE,
        /** Encryption, with whoever answers. */
        REQUIRE,
        /** Encryption, with a server that has a certificate of {@code ca}. */
        VERIFY_CA,
        /** Encryption, with a server that has a certificate of {@code ca} for the host that is connected to. */
        VERIFY_FULL
    }

    /**
     * As {@code tls.mode} and {@code tls.ca} say; without a mode, everything is verified if there is a {@code tls.ca}.
     *
     * @param mode the mode that {@code url} asks for; {@code tls.mode} comes first
     * @throws Rejected when they do not go together
     */
    static PostgresTls from(OptionMap settings, Optional<String> mode) {
        Optional<String> ca = settings.text(CA).filter(file -> !file.isBlank());
        PostgresTls tls = new PostgresTls(
                settings.text(MODE)
                        .or(() -> mode)
                        .map(text -> mode(settings, text))
                        .orElse(ca.isPresent() ? Mode.VERIFY_FULL : Mode.DISABLE),
                ca);
        boolean verifies = tls.mode == Mode.VERIFY_CA || tls.mode == Mode.VERIFY_FULL;
        if (verifies && ca.isEmpty()) {
            throw new Rejected(settings.where() + "." + CA, "is required to verify the server's certificate", "");
        }
        if (!verifies && ca.isPresent()) {
            throw new Rejected(
                    settings.where() + "." + MODE, "must be verify-ca or verify-full where there is a tls.ca", "");
        }
        return tls;
    }

    void applyTo(PgConnectOptions options) {
        switch (mode) {
            case DISABLE -> options.setSslMode(SslMode.DISABLE);
            case REQUIRE -> options.setSslMode(SslMode.REQUIRE).setTrustAll(true);
            case VERIFY_CA -> options.setSslMode(SslMode.VERIFY_CA).setTrustOptions(trusted());
            case VERIFY_FULL ->
                options.setSslMode(SslMode.VERIFY_FULL)
                        .setHostnameVerificationAlgorithm("HTTPS")
                        .setTrustOptions(trusted());
        }
    }

    private PemTrustOptions trusted() {
        return new PemTrustOptions().addCertPath(ca.orElseThrow());
    }

    private static Mode mode(OptionMap settings, String text) {
        return switch (text) {
            case "disable" -> Mode.DISABLE;
            case "require" -> Mode.REQUIRE;
            case "verify-ca" -> Mode.VERIFY_CA;
            case "verify-full" -> Mode.VERIFY_FULL;
            default ->
                throw new Rejected(
                        settings.where() + "." + MODE, "must be disable, require, verify-ca or verify-full", text);
        };
    }
}
