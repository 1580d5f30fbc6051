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
public record LocatedSchema(JsonNode node, URI base, String pointer, Draft draft, String source) {

    /** A schema inside this one. */
    LocatedSchema inside(JsonNode inner, String innerPointer) {
        return new LocatedSchema(inner, base, innerPointer, draft, source);
    }

    /** The same with another base. */
    LocatedSchema at(URI otherBase) {
        return new LocatedSchema(node, otherBase, pointer, draft, source);
    }
}
