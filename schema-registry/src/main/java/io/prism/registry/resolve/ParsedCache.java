// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.resolve;

import io.prism.schema.ParsedSchema;
import io.prism.schema.SchemaFormat;
import io.prism.schema.source.SchemaSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Schemas that were read before. Bounded by the characters of their texts and what they refer to; the oldest go first.
 * Safe for use by many threads; readers take no lock.
 */
final class ParsedCache {

    private record Key(SchemaFormat format, SchemaSource source) {}

    private final long charsMax;
    private final Map<Key, ParsedSchema> known = new ConcurrentHashMap<>();
    private final Deque<Key> oldestFirst = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private long chars;

    ParsedCache(long charsMax) {
        this.charsMax = charsMax;
    }

    Optional<ParsedSchema> get(SchemaFormat format, SchemaSource source) {
        return Optional.ofNullable(known.get(new Key(format, source)));
    }

    void put(ParsedSchema schema) {
        Key key = new Key(schema.format(), schema.source());
        long size = size(key);
        if (size > charsMax) {
            return;
        }
        lock.lock();
        try {
            if (known.putIfAbsent(key, schema) == null) {
                oldestFirst.addLast(key);
                chars += size;
            }
            while (chars > charsMax) {
                Key oldest = oldestFirst.removeFirst();
                known.remove(oldest);
                chars -= size(oldest);
            }
        } finally {
            lock.unlock();
        }
    }

    private static long size(Key key) {
        long references = key.source().references().entrySet().stream()
                .mapToLong(entry -> entry.getKey().length() + entry.getValue().length())
                .sum();
        return key.source().text().length() + references;
    }
}
