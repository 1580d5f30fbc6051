// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prism.registry.content.Reference;
import io.prism.registry.content.SchemaContent;
import io.prism.schema.SchemaFormat;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A schema as a database keeps it. Equal schemas are kept as equal texts, and no others.
 *
 * @param format the name of its format
 * @param text its text
 * @param beside what it refers to and what is beside it, in JSON; null when there is nothing
 */
public record KeptContent(
        String format, String text, @Nullable String beside) {

    private static final String REFERENCES = "references";
    private static final String METADATA = "metadata";
    private static final String RULES = "rules";

    /** How {@code content} is kept. */
    public static KeptContent of(SchemaContent content) {
        return new KeptContent(content.format().name(), StorableText.of(content.text()), beside(content));
    }

    /** The schema. */
    public SchemaContent content() {
        SchemaFormat known = SchemaFormat.named(format)
                .orElseThrow(() -> new IllegalStateException("the database holds the unknown format " + format));
        if (beside == null) {
            return SchemaContent.of(known, StorableText.read(text));
        }
        JsonNode object = Json.read(StorableText.read(beside));
        return new SchemaContent(
                known,
                StorableText.read(text),
                references(object.path(REFERENCES)),
                SchemaExtras.metadata(object, METADATA),
                SchemaExtras.rules(object, RULES));
    }

    /** SHA-256 of all that it is: the same for equal schemas, another one for any other. */
    public byte[] fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            // A format has no line end, JSON is written without one: what follows each is unmistakable.
            digest.update((format + '\n' + (beside == null ? "" : beside) + '\n').getBytes(UTF_8));
            return digest.digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static @Nullable String beside(SchemaContent content) {
        ObjectNode object = Json.object();
        if (!content.references().isEmpty()) {
            ArrayNode array = object.putArray(REFERENCES);
            for (Reference reference : content.references()) {
                array.addObject()
                        .put("name", reference.name())
                        .put("subject", reference.subject())
                        .put("version", reference.version());
            }
        }
        SchemaExtras.put(object, METADATA, content.metadata());
        SchemaExtras.put(object, RULES, content.rules());
        return object.isEmpty() ? null : StorableText.of(object.toString());
    }

    private static List<Reference> references(JsonNode array) {
        List<Reference> references = new ArrayList<>();
        for (JsonNode inner : array) {
            references.add(new Reference(
                    inner.path("name").asText(),
                    inner.path("subject").asText(),
                    inner.path("version").asInt()));
        }
        return references;
    }
}
