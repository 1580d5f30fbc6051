// SPDX-License-Identifier: Apache-2.0
package io.prism.patterns.keyvalue.rules;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.grpc.MethodDescriptor;
import io.prism.core.Deadline;
import io.prism.core.MetadataKeys;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.NotServed;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.pattern.serve.CallContext;
import io.prism.spi.keyvalue.IdempotencyToken;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.Operation;
import io.prism.spi.keyvalue.Result;
import io.prism.spi.keyvalue.Transaction;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes that may be sent again: those that come with an idempotency key are done once within the binding's window.
 * Safe for many threads.
 */
public final class Idempotency {

    /** Longest idempotency key, in characters. */
    public static final int KEY_CHARS_MAX = 255;

    private final Optional<KeyValueIdempotency> store;
    private final Duration window;

    /**
     * Idempotency on {@code store}.
     *
     * @param store empty when the backend cannot do it; keys are refused then
     * @param window how long an outcome is remembered
     */
    public Idempotency(Optional<KeyValueIdempotency> store, Duration window) {
        this.store = store;
        this.window = window;
    }

    /**
     * The name under which a request is to be done once; empty when it has no idempotency key.
     *
     * @param inMessage the key in the request, empty when there is none
     * @param call its metadata may hold the key too
     * @param method the called method
     * @param request gives the request without its idempotency key; asked only when there is a key
     * @throws GatewayException.Rejected when the two keys differ, or one is too long or not printable ASCII
     * @throws GatewayException.NotServed when the backend cannot do it
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
        if (store.isEmpty()) {
            throw new NotServed(
                    "idempotency",
                    "the binding's backend cannot remember what was done; leave idempotency_key and "
                            + MetadataKeys.IDEMPOTENCY_KEY + " empty",
                    List.of());
        }
        return Optional.of(new IdempotencyToken(
                key, fingerprint(method.getFullMethodName(), request.get().toByteString()), window));
    }

    /** Does one operation once. */
    public Uni<Result> one(Operation operation, IdempotencyToken once, Deadline deadline) {
        return all(List.of(operation), once, deadline)
                .map(transaction -> transaction.results().getFirst());
    }

    /** Does a transaction once. */
    public Uni<Transaction> all(List<Operation> operations, IdempotencyToken once, Deadline deadline) {
        return store.orElseThrow().executeOnce(operations, once, deadline);
    }

    /** Names one part of a request, so that each part is done once by itself. */
    public static IdempotencyToken part(IdempotencyToken whole, int part) {
        return new IdempotencyToken(whole.token() + " " + part, whole.request(), whole.window());
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
