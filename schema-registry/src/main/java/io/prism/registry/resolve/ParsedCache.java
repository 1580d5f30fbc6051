// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.resolve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy.CacheEntry;
import com.github.benmanes.caffeine.cache.Policy.Eviction;
import io.prism.schema.ParsedSchema;
import io.prism.schema.SchemaFormat;
import io.prism.schema.source.SchemaSource;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Schemas that were read before. Bounded by the memory that they take, as far as the length of their texts and of what
 * they refer to tells; those that were used least, and of these the oldest, go first. Safe for use by many threads;
 * readers take no lock.
 */
// Caffeine looks for the class of a cache by its name. quarkus-caffeine knows those that are used most, and not this
// one,
// of strong keys and values with a weight: without it a native image fails when the cache is made.
@RegisterForReflection(classNames = "com.github.benmanes.caffeine.cache.SSMW", fields = true)
final class ParsedCache {

    /** What any schema takes once it is read, however short. */
    private static final int BYTES_OF_SCHEMA = 1200;
    /** What each character of its text adds: 22 (JSON Schema) to 33 (Avro). */
    private static final int BYTES_OF_CHAR = 33;

    private record Key(SchemaFormat format, SchemaSource source) {}

    private final Cache<Key, ParsedSchema> known;
    private final Eviction<Key, ParsedSchema> eviction;

    ParsedCache(long bytesMax) {
        known = Caffeine.newBuilder()
                .maximumWeight(bytesMax)
                .weigher((Key key, ParsedSchema _) -> Math.clamp(size(key.source()), 0, Integer.MAX_VALUE))
                // What is over the bound goes before put returns, not some time later in a pool that others share.
                .executor(Runnable::run)
                .build();
        eviction = known.policy().eviction().orElseThrow();
    }

    /** What {@code source} was read as. What was once taken as new needs not be read again as what is kept. */
    Optional<ParsedSchema> get(SchemaFormat format, SchemaSource source) {
        ParsedSchema schema = known.getIfPresent(new Key(format, source));
        if (schema == null && source.stored()) {
            schema = known.getIfPresent(new Key(format, new SchemaSource(source.text(), source.references(), false)));
        }
        return Optional.ofNullable(schema);
    }

    void put(ParsedSchema schema) {
        Key key = new Key(schema.format(), schema.source());
        long size = size(key.source());
        if (size > eviction.getMaximum() || known.asMap().containsKey(key)) {
            return;
        }
        // Left to itself, Caffeine turns newcomers away until they were wanted more often than what is there. Whoever
        // comes here was wanted twice in a short while already: see RecentTexts.
        long over = eviction.weightedSize().orElse(0) + size - eviction.getMaximum();
        if (over > 0) {
            known.invalidateAll(eviction.coldest(entries -> keys(entries, over)));
        }
        known.put(key, schema);
    }

    /** The first of them that take {@code bytes} together. */
    private static List<Key> keys(Stream<CacheEntry<Key, ParsedSchema>> entries, long bytes) {
        List<Key> keys = new ArrayList<>();
        long left = bytes;
        for (Iterator<CacheEntry<Key, ParsedSchema>> rest = entries.iterator(); left > 0 && rest.hasNext(); ) {
            CacheEntry<Key, ParsedSchema> entry = rest.next();
            keys.add(entry.getKey());
            left -= entry.weight();
        }
        return keys;
    }

    /** The bytes that a schema of this source is counted as. */
    static long size(SchemaSource source) {
        long names =
                source.references().keySet().stream().mapToLong(String::length).sum();
        return BYTES_OF_SCHEMA + (source.text().length() + names + source.referenceChars()) * BYTES_OF_CHAR;
    }
}
