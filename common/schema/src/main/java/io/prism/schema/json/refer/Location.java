// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.refer;

import com.fasterxml.jackson.databind.JsonNode;
import io.prism.schema.json.keyword.Draft;
import java.net.URI;

/**
 * A schema and where it is.
 *
 * @param node the schema itself
 * @param base what references in it are relative to
 * @param pointer where it is in its text
 * @param draft the draft of its text
 * @param source name of the referenced text that it is in; empty for the schema itself
 */
public record Location(JsonNode node, URI base, String pointer, Draft draft, String source) {

    /** A schema inside this one. */
    Location inside(JsonNode inner, String innerPointer) {
        return new Location(inner, base, innerPointer, draft, source);
    }

    /** The same with another base. */
    Location at(URI otherBase) {
        return new Location(node, otherBase, pointer, draft, source);
    }
}
