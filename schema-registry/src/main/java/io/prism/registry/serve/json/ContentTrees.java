// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prism.registry.content.Metadata;
import io.prism.registry.content.Reference;
import io.prism.registry.content.Rule;
import io.prism.registry.content.RuleSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what belongs to schemas. What is empty is left out, as in Confluent's registry. */
public final class ContentTrees {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ContentTrees() {}

    /** Puts the references there, unless there are none. */
    public static void put(ObjectNode into, List<Reference> references) {
        if (!references.isEmpty()) {
            ArrayNode list = into.putArray("references");
            references.forEach(reference -> list.addObject()
                    .put("name", reference.name())
                    .put("subject", reference.subject())
                    .put("version", reference.version()));
        }
    }

    /** Puts the metadata there, unless there is none. */
    public static void put(ObjectNode into, String field, @Nullable Metadata metadata) {
        if (metadata != null) {
            ObjectNode tree = into.putObject(field);
            if (!metadata.tags().isEmpty()) {
                ObjectNode tags = tree.putObject("tags");
                metadata.tags().forEach((path, names) -> tags.set(path, texts(names)));
            }
            put(tree, "properties", metadata.properties());
            put(tree, "sensitive", metadata.sensitive());
        }
    }

    /** Puts the rules there, unless there are none. */
    public static void put(ObjectNode into, String field, @Nullable RuleSet rules) {
        if (rules != null) {
            ObjectNode tree = into.putObject(field);
            putRules(tree, "migrationRules", rules.migration());
            putRules(tree, "domainRules", rules.domain());
            putRules(tree, "encodingRules", rules.encoding());
            put(tree, "enableAt", rules.enableAt());
        }
    }

    private static void putRules(ObjectNode into, String field, List<Rule> rules) {
        if (!rules.isEmpty()) {
            ArrayNode list = into.putArray(field);
            rules.forEach(rule -> list.add(rule(rule)));
        }
    }

    private static ObjectNode rule(Rule rule) {
        ObjectNode tree = JSON.objectNode().put("name", rule.name());
        put(tree, "doc", rule.doc());
        put(tree, "kind", rule.kind());
        put(tree, "mode", rule.mode());
        put(tree, "type", rule.type());
        put(tree, "tags", rule.tags());
        put(tree, "params", rule.params());
        put(tree, "expr", rule.expr());
        put(tree, "onSuccess", rule.onSuccess());
        put(tree, "onFailure", rule.onFailure());
        return tree.put("disabled", rule.disabled());
    }

    /** Puts the text there, unless there is none. */
    public static void put(ObjectNode into, String field, @Nullable String text) {
        if (text != null) {
            into.put(field, text);
        }
    }

    private static void put(ObjectNode into, String field, Map<String, String> texts) {
        if (!texts.isEmpty()) {
            ObjectNode tree = into.putObject(field);
            texts.forEach(tree::put);
        }
    }

    private static void put(ObjectNode into, String field, Collection<String> texts) {
        if (!texts.isEmpty()) {
            into.set(field, texts(texts));
        }
    }

    /** A list of texts. */
    public static ArrayNode texts(Collection<String> texts) {
        ArrayNode list = JSON.arrayNode();
        texts.forEach(list::add);
        return list;
    }
}
