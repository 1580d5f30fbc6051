// SPDX-License-Identifier: Apache-2.0
package io.prism.identity;

import java.util.Optional;

/**
 * Whose signed tokens are taken.
 *
 * @param setting what the setting with the key is called, for messages
 * @param publicKey a PEM or JWKS file, or the HTTPS address of one
 * @param issuer who must have issued a token
 * @param audience for whom it must be issued; for anybody when it is empty
 * @param groups the claim with the names of groups
 */
public record TokenTrust(String setting, String publicKey, String issuer, Optional<String> audience, String groups) {}
