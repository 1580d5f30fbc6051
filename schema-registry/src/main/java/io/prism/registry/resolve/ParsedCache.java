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
 * Schemas that were read before. Bounded by the memory that they take, as far as the length of their texts and of what
 * they refer to tells; the oldest go first. Safe for use by many threads; readers take no lock.
 */
final class ParsedCache {

    /** What any schema takes once it is read, however short. */
    private static final int BYTES_OF_SCHEMA = 1200;
    /** What each character of its text adds: 22 (JSON Schema) to 33 (Avro). */
    private static final int BYTES_OF_CHAR = 33;

    private record Key(SchemaFormat format, SchemaSource source) {}

    private final long bytesMax;
    private final Map<Key, ParsedSchema> known = new ConcurrentHashMap<>();
    private final Deque<Key> oldestFirst = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private long bytes;

    ParsedCache(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** What {@code source} was read as. What was once taken as new needs not be read again as what is kept. */
    Optional<ParsedSchema> get(SchemaFormat format, SchemaSource source) {
        ParsedSchema schema = known.get(new Key(format, source));
        if (schema == null && source.stored()) {
            schema = known.get(new Key(format, new SchemaSource(source.text(), source.references(), false)));
        }
        return Optional.ofNullable(schema);
    }

    void put(ParsedSchema schema) {
        Key key = new Key(schema.format(), schema.source());
        long size = size(key.source());
        if (size > bytesMax) {
            return;
        }
        lock.lock();
        try {
            if (known.putIfAbsent(key, schema) == null) {
                oldestFirst.addLast(key);
                bytes += size;
            }
            while (bytes > bytesMax) {
                Key oldest = oldestFirst.removeFirst();
                known.remove(oldest);
                bytes -= size(oldest.source());
            }
        } finally {
            lock.unlock();
        }
    }

    /** The bytes that a schema of this source is counted as. */
    static long size(SchemaSource source) {
        long names =
                source.references().keySet().stream().mapToLong(String::length).sum();
        return BYTES_OF_SCHEMA + (source.text().length() + names + source.referenceChars()) * BYTES_OF_CHAR;
    }
}
