// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.find;

import io.prism.registry.content.Metadata;
import io.prism.registry.content.Reference;
import io.prism.registry.content.Rule;
import io.prism.registry.content.RuleSet;
import io.prism.registry.content.SchemaContent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The number of a schema with all that belongs to it, which is the same in every registry of Prism: 122 bits of its
 * SHA-256 in the form of a UUID of version 8. Two with equal content have one; every part is preceded by its length.
 */
public final class Guid {

    private static final long VERSION_8 = 0x8000L;
    private static final long VERSION_MASK = 0xF000L;
    private static final long VARIANT_BITS = 0x3FFF_FFFF_FFFF_FFFFL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final MessageDigest digest = sha256();

    private Guid() {}

    /** The guid of {@code content}. */
    public static String of(SchemaContent content) {
        Guid guid = new Guid();
        guid.add(content.format().name());
        guid.add(content.text());
        guid.references(content.references());
        guid.metadata(content.metadata());
        guid.rules(content.rules());
        ByteBuffer hash = ByteBuffer.wrap(guid.digest.digest());
        long high = (hash.getLong() & ~VERSION_MASK) | VERSION_8;
        long low = (hash.getLong() & VARIANT_BITS) | VARIANT;
        return new UUID(high, low).toString();
    }

    private void references(List<Reference> references) {
        add(references.size());
        for (Reference reference : references) {
            add(reference.name());
            add(reference.subject());
            add(reference.version());
        }
    }

    private void metadata(@Nullable Metadata metadata) {
        add(metadata == null ? 0 : 1);
        if (metadata != null) {
            add(metadata.tags().size());
            metadata.tags().forEach((path, names) -> {
                add(path);
                all(names);
            });
            map(metadata.properties());
            all(metadata.sensitive());
        }
    }

    private void rules(@Nullable RuleSet rules) {
        add(rules == null ? 0 : 1);
        if (rules != null) {
            for (List<Rule> list : List.of(rules.migration(), rules.domain(), rules.encoding())) {
                add(list.size());
                list.forEach(this::rule);
            }
            optional(rules.enableAt());
        }
    }

    private void rule(Rule rule) {
        add(rule.name());
        optional(rule.doc());
        optional(rule.kind());
        optional(rule.mode());
        optional(rule.type());
        all(rule.tags());
        map(rule.params());
        optional(rule.expr());
        optional(rule.onSuccess());
        optional(rule.onFailure());
        add(rule.disabled() ? 1 : 0);
    }

    private void map(Map<String, String> map) {
        add(map.size());
        map.forEach((key, value) -> {
            add(key);
            add(value);
        });
    }

    private void all(Collection<String> texts) {
        add(texts.size());
        texts.forEach(this::add);
    }

    private void optional(@Nullable String text) {
        add(text == null ? 0 : 1);
        add(text == null ? "" : text);
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        digest.update(bytes);
    }

    private void add(int number) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
