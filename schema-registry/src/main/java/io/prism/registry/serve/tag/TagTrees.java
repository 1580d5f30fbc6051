// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.tag;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prism.registry.fault.ConfluentFailures;
import io.prism.schema.tag.TagName;
import java.util.ArrayList;
import java.util.List;

/** Schemas that are JSON, with their tags in {@code confluent:tags}. Numbers keep their digits. */
final class TagTrees {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private TagTrees() {}

    static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw ConfluentFailures.invalidSchema(
                    "Invalid schema, details: not JSON: " + ConfluentFailures.shown(malformed.getOriginalMessage()));
        }
    }

    /** Changes the tags of {@code part} as {@code edit} says for {@code path}. */
    static void change(TagEdit edit, String path, ObjectNode part) {
        if (!edit.concerns(path)) {
            return;
        }
        List<String> now = new ArrayList<>();
        part.path(TagName.CONFLUENT_TAGS).forEach(tag -> now.add(tag.asText()));
        List<String> after = edit.after(path, now);
        if (after.isEmpty()) {
            part.remove(TagName.CONFLUENT_TAGS);
        } else {
            ArrayNode tags = part.putArray(TagName.CONFLUENT_TAGS);
            after.forEach(tags::add);
        }
    }
}
