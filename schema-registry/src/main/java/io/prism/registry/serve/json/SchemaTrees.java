// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prism.registry.content.Reference;
import io.prism.registry.content.SchemaContent;
import io.prism.registry.find.Guid;
import io.prism.registry.memory.CallMemory;
import io.prism.registry.name.SubjectName;
import io.prism.registry.resolve.ParsedSchemas;
import io.prism.registry.store.SchemaVersion;
import io.prism.schema.SchemaFormat;
import io.prism.schema.tag.SchemaPart;
import io.prism.schema.tag.TagName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Writes versions of schemas as clients know them. */
@ApplicationScoped
public class SchemaTrees {

    /**
     * In which form a schema is wanted.
     *
     * @param format of the text: a word that the schema's language knows; any other means the text as it is kept
     * @param qualified whether the subjects of references are written with their contexts
     * @param tags of which tags the places are wanted; {@code *} for all
     */
    public record Form(String format, boolean qualified, List<String> tags) {

        /** As it is kept. */
        public static final Form PLAIN = new Form("", false, List.of());
    }

    private static final String EVERY_TAG = "*";

    private final ParsedSchemas texts;
    private final CallMemory memory;

    SchemaTrees(ParsedSchemas texts, CallMemory memory) {
        this.texts = texts;
        this.memory = memory;
    }

    /** A version with all that belongs to it. */
    public ObjectNode version(SchemaVersion version, Form form) {
        ObjectNode tree = JsonNodeFactory.instance
                .objectNode()
                .put("subject", version.subject().qualified())
                .put("version", version.version())
                .put("id", version.id())
                .put("guid", Guid.of(version.content()));
        content(tree, version, form);
        tree.put("ts", version.since().toEpochMilli());
        if (version.hidden()) {
            tree.put("deleted", true);
        }
        return tree;
    }

    /** A schema as it is asked for by its id. */
    public ObjectNode byId(SchemaVersion version, Form form) {
        ObjectNode tree = byGuid(version, form);
        return tree.put("subject", version.subject().qualified()).put("version", version.version());
    }

    /** A schema without a subject. */
    public ObjectNode byGuid(SchemaVersion version, Form form) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        content(tree, version, form);
        return tree.put("guid", Guid.of(version.content()));
    }

    private void content(ObjectNode tree, SchemaVersion version, Form form) {
        SchemaContent content = version.content();
        if (content.format() != SchemaFormat.AVRO) {
            tree.put("schemaType", content.format().name());
        }
        ContentTrees.put(tree, form.qualified() ? qualified(version) : content.references());
        memory.answers(content.charsBeside());
        ContentTrees.put(tree, "metadata", content.metadata());
        ContentTrees.put(tree, "ruleSet", content.rules());
        tree.put("schema", text(version, form.format()));
        if (!form.tags().isEmpty()) {
            tree.set("schemaTags", tags(version, form.tags()));
        }
    }

    /** The text of a schema in the form {@code format}. */
    public String text(SchemaVersion version, String format) {
        SchemaContent content = version.content();
        String text = format.isEmpty()
                ? content.text()
                : texts.registered(content, version.subject().context()).inForm(format);
        memory.answers(text.length());
        return text;
    }

    private static List<Reference> qualified(SchemaVersion version) {
        return version.content().references().stream()
                .map(reference -> new Reference(
                        reference.name(),
                        SubjectName.in(version.subject().context(), reference.subject())
                                .qualified(),
                        reference.version()))
                .toList();
    }

    private ArrayNode tags(SchemaVersion version, List<String> wanted) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        var parts =
                texts.registered(version.content(), version.subject().context()).tags();
        for (SchemaPart part : parts.having(TagName.CONFLUENT_TAGS)) {
            List<String> tags =
                    List.of(part.tags().get(TagName.CONFLUENT_TAGS).orElse("").split(",", -1));
            if (wanted.contains(EVERY_TAG) || tags.stream().anyMatch(wanted::contains)) {
                ObjectNode item = list.addObject();
                item.putObject("schemaEntity")
                        .put("entityPath", part.path())
                        .put("entityType", part.kind() == SchemaPart.Kind.FIELD ? "sr_field" : "sr_record");
                item.set("tags", ContentTrees.texts(tags));
            }
        }
        return list;
    }
}
