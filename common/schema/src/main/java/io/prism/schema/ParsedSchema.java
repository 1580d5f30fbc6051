// SPDX-License-Identifier: Apache-2.0
package io.prism.schema;

import io.prism.schema.difference.CompatibilityPolicy;
import io.prism.schema.difference.Difference;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.limit.StepLimit;
import io.prism.schema.source.SchemaSource;
import io.prism.schema.tag.SchemaTags;
import java.util.List;
import java.util.Optional;

/** A schema that has been read and found right. Immutable, safe for use by many threads. */
public sealed interface ParsedSchema permits AvroText, JsonText, ProtobufText {

    /** The format it is of. */
    SchemaFormat format();

    /** What it was read from: the text as it was sent, and the texts it refers to. */
    SchemaSource source();

    /**
     * The text that a registry keeps and gives back: without what has no meaning in the format, such as blanks. Read
     * again, with the same references, it makes an equal schema with the same canonical text.
     */
    String canonical();

    /**
     * The schema in normal form, in which more ways to write the same are one: the order of keys and properties, of
     * fields with numbers, short and full names. Its canonical text is the text of the normal form; the normal form of
     * the normal form is itself.
     */
    ParsedSchema normalized();

    /**
     * The canonical text in another form, for the {@code format} parameter of a registry: {@code resolved} (Avro),
     * {@code serialized} and {@code ignore_extensions} (Protobuf). The canonical text for any other word, as Confluent's
     * registry does it.
     */
    String inForm(String form);

    /** The name of what it describes: of the record, of the first message, or the title. */
    Optional<String> name();

    /** Its records and fields with what is said about them. */
    SchemaTags tags();

    /**
     * How it differs from {@code writer}, seen by one that reads with this schema what was written with that. Avro
     * tells only differences that break; the other formats tell all.
     *
     * @param policy how strictly JSON Schemas are compared; the others do not look at it
     * @param steps bounds the work; one object for each comparison, or for several that are to be bounded together
     * @throws SchemaException when there are too many steps
     * @throws IllegalArgumentException when the two are of different formats
     */
    List<Difference> differencesFrom(ParsedSchema writer, CompatibilityPolicy policy, StepLimit steps);

    /** A number for the schema: the same for schemas of one format with the same canonical text and references. */
    default Fingerprint fingerprint() {
        return Fingerprint.of(this);
    }

    /**
     * Whether the two are one schema for a registry that does not look at the order of keys: same format, same
     * references and the same normal form.
     */
    default boolean isEquivalentTo(ParsedSchema other) {
        return format() == other.format()
                && source().references().equals(other.source().references())
                && normalized().canonical().equals(other.normalized().canonical());
    }
}
