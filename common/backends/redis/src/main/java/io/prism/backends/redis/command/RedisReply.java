// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.command;

import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server answered; hides the differences between the versions of its protocol.
 *
 * @param response the answer as the client read it; null when the server answered "nothing"
 */
public record RedisReply(@Nullable Response response) {

    private static final byte[] NONE = {};

    /** Whether the server answered "nothing": an absent key, field or part. */
    public boolean isAbsent() {
        return response == null;
    }

    /** The answer as text; empty when it is absent. */
    public String text() {
        return response == null ? "" : response.toString();
    }

    /** The answer as bytes, a copy; none when it is absent. */
    public byte[] bytes() {
        return response == null ? NONE : response.toBytes();
    }

    /**
     * The answer as a whole number.
     *
     * @throws IllegalArgumentException when it is none, which is a defect
     */
    public long number() {
        return Long.parseLong(text());
    }

    /** Number of parts; zero when it is absent. */
    public int size() {
        return response == null ? 0 : response.size();
    }

    /** A part, counted from zero; absent when there is no such part. */
    public RedisReply at(int index) {
        return new RedisReply(response == null || index >= response.size() ? null : response.get(index));
    }

    /** All parts. */
    public List<RedisReply> parts() {
        List<RedisReply> parts = new ArrayList<>(size());
        for (int i = 0; i < size(); i++) {
            parts.add(at(i));
        }
        return parts;
    }

    @Override
    public String toString() {
        return isAbsent() ? "nothing" : "an answer";
    }
}
