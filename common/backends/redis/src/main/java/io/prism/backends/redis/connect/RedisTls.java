// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.connect;

import java.util.Optional;

/**
 * How an encrypted connection is made.
 *
 * @param ca file with the certificates (PEM) that may have signed the server's; empty for those of the Java platform
 * @param cert file with the client's own certificate (PEM); empty for none
 * @param key file with the key of that certificate (PEM, not encrypted); there exactly when {@code cert} is
 * @param verifyHost whether the server's certificate must name the host that is connected to
 */
public record RedisTls(Optional<String> ca, Optional<String> cert, Optional<String> key, boolean verifyHost) {}
