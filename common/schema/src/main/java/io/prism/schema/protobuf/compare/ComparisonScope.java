// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.compare;

import io.prism.schema.difference.Difference;
import io.prism.schema.difference.DifferenceList;
import io.prism.schema.difference.ProtobufDifference;
import io.prism.schema.protobuf.name.TypeTable;

/**
 * Where a comparison is.
 *
 * @param path the way there for the reader of a difference
 * @param original the message or package that names are looked up in, in the original
 * @param update the same in the update
 */
record ComparisonScope(String path, String original, String update) {

    /** Inside the type {@code name}, which both have. */
    ComparisonScope inside(String name) {
        return new ComparisonScope(below(name), TypeTable.join(original, name), TypeTable.join(update, name));
    }

    /** At something that declares no names. */
    ComparisonScope at(String part) {
        return new ComparisonScope(below(part), original, update);
    }

    private String below(String part) {
        return path.endsWith("/") ? path + part : path + "/" + part;
    }

    void add(ProtobufDifference type, DifferenceList found) {
        found.add(new Difference(type, path));
    }
}
