// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prism.registry.content.Metadata;
import io.prism.registry.content.Rule;
import io.prism.registry.content.RuleSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is kept beside a schema: metadata and rules. */
final class SchemaExtras {

    private SchemaExtras() {}

    static void put(ObjectNode object, String name, @Nullable Metadata metadata) {
        if (metadata == null) {
            return;
        }
        ObjectNode inner = object.putObject(name);
        ObjectNode tags = inner.putObject("tags");
        metadata.tags().forEach((path, names) -> Json.put(tags, path, names));
        Json.put(inner, "properties", metadata.properties());
        Json.put(inner, "sensitive", metadata.sensitive());
    }

    static @Nullable Metadata metadata(JsonNode object, String name) {
        JsonNode inner = object.get(name);
        if (inner == null) {
            return null;
        }
        Map<String, List<String>> tags = new TreeMap<>();
        inner.path("tags").properties().forEach(tag -> tags.put(tag.getKey(), Json.texts(tag.getValue())));
        return new Metadata(
                tags, Json.textsByName(inner, "properties"), new HashSet<>(Json.texts(inner.get("sensitive"))));
    }

    static void put(ObjectNode object, String name, @Nullable RuleSet rules) {
        if (rules == null) {
            return;
        }
        ObjectNode inner = object.putObject(name);
        put(inner, "migration", rules.migration());
        put(inner, "domain", rules.domain());
        put(inner, "encoding", rules.encoding());
        Json.put(inner, "enableAt", rules.enableAt());
    }

    static @Nullable RuleSet rules(JsonNode object, String name) {
        JsonNode inner = object.get(name);
        return inner == null
                ? null
                : new RuleSet(
                        list(inner, "migration"),
                        list(inner, "domain"),
                        list(inner, "encoding"),
                        Json.text(inner, "enableAt"));
    }

    private static void put(ObjectNode object, String name, List<Rule> rules) {
        ArrayNode array = object.putArray(name);
        for (Rule rule : rules) {
            ObjectNode inner = array.addObject();
            Json.put(inner, "name", rule.name());
            Json.put(inner, "doc", rule.doc());
            Json.put(inner, "kind", rule.kind());
            Json.put(inner, "mode", rule.mode());
            Json.put(inner, "type", rule.type());
            Json.put(inner, "tags", rule.tags());
            Json.put(inner, "params", rule.params());
            Json.put(inner, "expr", rule.expr());
            Json.put(inner, "onSuccess", rule.onSuccess());
            Json.put(inner, "onFailure", rule.onFailure());
            inner.put("disabled", rule.disabled());
        }
    }

    private static List<Rule> list(JsonNode object, String name) {
        List<Rule> rules = new ArrayList<>();
        for (JsonNode inner : object.path(name)) {
            rules.add(new Rule(
                    inner.path("name").asText(),
                    Json.text(inner, "doc"),
                    Json.text(inner, "kind"),
                    Json.text(inner, "mode"),
                    Json.text(inner, "type"),
                    new HashSet<>(Json.texts(inner.get("tags"))),
                    Json.textsByName(inner, "params"),
                    Json.text(inner, "expr"),
                    Json.text(inner, "onSuccess"),
                    Json.text(inner, "onFailure"),
                    inner.path("disabled").booleanValue()));
        }
        return rules;
    }
}
