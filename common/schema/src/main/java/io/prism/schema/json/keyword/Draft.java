// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.keyword;

import com.fasterxml.jackson.databind.JsonNode;

/** A version of JSON Schema, from the oldest to the newest. */
public enum Draft {
    /** Draft 4: {@code id}, exclusive limits as {@code true}. */
    DRAFT_4("json-schema.org/draft-04/schema"),
    /** Draft 6: {@code $id}, {@code const}, {@code contains}, schemas that are {@code true} or {@code false}. */
    DRAFT_6("json-schema.org/draft-06/schema"),
    /** Draft 7: {@code if}. It is what a schema is of that does not say. */
    DRAFT_7("json-schema.org/draft-07/schema"),
    /** 2019-09: {@code $defs}, anchors, unevaluated properties and items; words beside a {@code $ref} count. */
    DRAFT_2019_09("json-schema.org/draft/2019-09/schema"),
    /** 2020-12: {@code prefixItems}. */
    DRAFT_2020_12("json-schema.org/draft/2020-12/schema");

    private final String address;

    Draft(String address) {
        this.address = address;
    }

    /**
     * The draft that {@code root} says it is of, or {@code fallback} when it names none or one that nobody knows, as
     * Confluent's registry does it.
     */
    public static Draft of(JsonNode root, Draft fallback) {
        String named = bare(root.path("$schema").asText(""));
        for (Draft draft : values()) {
            if (draft.address.equals(named)) {
                return draft;
            }
        }
        return fallback;
    }

    /** Whether {@code uri} is a schema of schemas that the drafts themselves define. */
    public static boolean isMetaSchema(String uri) {
        String bare = bare(uri);
        return bare.startsWith("json-schema.org/") && (bare.endsWith("/schema") || bare.contains("/meta/"));
    }

    private static String bare(String uri) {
        int scheme = uri.indexOf("://");
        String text = scheme < 0 ? uri : uri.substring(scheme + 3);
        return text.endsWith("#") ? text.substring(0, text.length() - 1) : text;
    }

    /** Whether it is this draft or a newer one. */
    public boolean from(Draft first) {
        return compareTo(first) >= 0;
    }

    /** The keyword that names a schema. */
    public String idKeyword() {
        return this == DRAFT_4 ? "id" : "$id";
    }
}
