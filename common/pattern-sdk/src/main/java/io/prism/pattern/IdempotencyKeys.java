// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.grpc.MethodDescriptor;
import io.prism.core.MetadataKeys;
import io.prism.core.failure.GatewayException.NotServed;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.pattern.serve.CallContext;
import io.prism.spi.IdempotencyToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The idempotency keys that come with requests, whatever the pattern: in the message, or in the call's metadata. Safe
 * for many threads.
 *
 * @param remembered whether the binding's backend can remember what was done; keys are refused otherwise
 * @param window how long an outcome is remembered
 */
public record IdempotencyKeys(boolean remembered, Duration window) {

    /** Longest idempotency key, in characters. */
    public static final int KEY_CHARS_MAX = 255;

    /**
     * The name under which a request is to be done once; empty when it has no idempotency key.
     *
     * @param inMessage the key in the request, empty when there is none
     * @param call its metadata may hold the key too
     * @param method the called method
     * @param request gives the request without its idempotency key; asked only when there is a key
     * @throws Rejected when the two keys differ, or one is too long or not printable ASCII
     * @throws NotServed when the backend cannot do it
     */
    public Optional<IdempotencyToken> of(
            String inMessage,
            CallContext call,
            MethodDescriptor<?, ?> method,
            Supplier<? extends MessageLite> request) {
        String inMetadata = call.idempotencyKey();
        if (!inMessage.isEmpty() && !inMetadata.isEmpty() && !inMessage.equals(inMetadata)) {
            throw new Rejected("idempotency_key", "must be the same as " + MetadataKeys.IDEMPOTENCY_KEY, "");
        }
        String key = inMessage.isEmpty() ? inMetadata : inMessage;
        if (key.isEmpty()) {
            return Optional.empty();
        }
        check(key);
        if (!remembered) {
            throw new NotServed(
                    "idempotency",
                    "the binding's backend cannot remember what was done; leave idempotency_key and "
                            + MetadataKeys.IDEMPOTENCY_KEY + " empty",
                    List.of());
        }
        return Optional.of(new IdempotencyToken(
                key, fingerprint(method.getFullMethodName(), request.get().toByteString()), window));
    }

    private static void check(String key) {
        boolean printable = key.chars().allMatch(c -> c >= ' ' && c < 0x7f);
        if (!printable || key.length() > KEY_CHARS_MAX) {
            throw new Rejected(
                    "idempotency_key", "must be at most %d printable ASCII characters".formatted(KEY_CHARS_MAX), "");
        }
    }

    private static String fingerprint(String method, ByteString request) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(method.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            request.asReadOnlyByteBufferList().forEach(digest::update);
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
