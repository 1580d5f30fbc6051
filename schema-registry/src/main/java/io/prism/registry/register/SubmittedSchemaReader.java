// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.register;

import io.prism.registry.admit.Caller;
import io.prism.registry.content.Metadata;
import io.prism.registry.content.Reference;
import io.prism.registry.content.RuleSet;
import io.prism.registry.content.SchemaContent;
import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import io.prism.registry.name.SubjectName;
import io.prism.registry.resolve.ParsedSchemas;
import io.prism.registry.resolve.References;
import io.prism.registry.resolve.descriptor.DescriptorText;
import io.prism.schema.ParsedSchema;
import io.prism.schema.SchemaFormat;
import io.prism.schema.fault.SchemaException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what callers send. Safe for use by many threads; blocks as long as the store does. */
@ApplicationScoped
public class SubmittedSchemaReader {

    /** How a text is read. */
    public enum Reading {
        /** Strictly, as a new schema. */
        NEW,
        /** As leniently as one that a registry took once. */
        KNOWN
    }

    private static final Metadata NO_METADATA = new Metadata(Map.of(), Map.of(), Set.of());

    private final ParsedSchemas texts;
    private final References references;
    private final Caller caller;

    SubmittedSchemaReader(ParsedSchemas texts, References references, Caller caller) {
        this.texts = texts;
        this.references = references;
        this.caller = caller;
    }

    /**
     * Reads {@code candidate}, whose references are seen from {@code context}.
     *
     * @param normalize whether it is brought into normal form
     * @throws io.prism.registry.fault.RegistryException when it is empty, wrong or too large
     */
    public PreparedSchema read(Candidate candidate, String context, Reading reading, boolean normalize) {
        if (candidate.isBlank()) {
            throw ConfluentFailures.invalidSchema("Empty schema");
        }
        candidate.references().forEach(reference -> checkVisible(context, reference));
        List<Reference> pinned = references.pinned(context, candidate.references());
        String text = text(candidate);
        ParsedSchema sent = reading == Reading.NEW
                ? texts.incoming(candidate.format(), text, context, pinned)
                : texts.stored(candidate.format(), text, context, pinned);
        ParsedSchema kept = normalize ? normalized(sent) : sent;
        SchemaContent content = new SchemaContent(
                candidate.format(),
                kept.canonical(),
                normalize ? inOrder(pinned) : pinned,
                unlessEmpty(candidate.metadata()),
                unlessEmpty(candidate.rules()));
        return new PreparedSchema(content, sent, kept);
    }

    private String text(Candidate candidate) {
        boolean descriptor = candidate.format() == SchemaFormat.PROTOBUF && DescriptorText.isOne(candidate.text());
        if (descriptor && candidate.text().length() > texts.limits().textCharsMax()) {
            throw new RegistryException(
                    ErrorCode.SCHEMA_TOO_LARGE,
                    "Schema too large: the descriptor has %d characters, allowed are %d"
                            .formatted(candidate.text().length(), texts.limits().textCharsMax()));
        }
        return descriptor ? DescriptorText.of(candidate.text()) : candidate.text();
    }

    /** Who may not read a schema cannot read it by referring to it either. */
    private void checkVisible(String context, Reference reference) {
        try {
            if (caller.sees(SubjectName.in(context, reference.subject()))) {
                return;
            }
        } catch (IllegalArgumentException wrong) {
            throw ConfluentFailures.invalidSubject(reference.subject());
        }
        throw ConfluentFailures.missingReference(reference.subject(), reference.version());
    }

    private static @Nullable Metadata unlessEmpty(@Nullable Metadata metadata) {
        return metadata == null || metadata.equals(NO_METADATA) ? null : metadata;
    }

    private static @Nullable RuleSet unlessEmpty(@Nullable RuleSet rules) {
        boolean empty = rules == null
                || (rules.migration().isEmpty()
                        && rules.domain().isEmpty()
                        && rules.encoding().isEmpty());
        return empty ? null : rules;
    }

    private static ParsedSchema normalized(ParsedSchema schema) {
        try {
            return schema.normalized();
        } catch (SchemaException refused) {
            throw ConfluentFailures.invalidSchema(refused);
        }
    }

    private static List<Reference> inOrder(List<Reference> references) {
        return references.stream()
                .distinct()
                .sorted(Comparator.comparing(Reference::name)
                        .thenComparing(Reference::subject)
                        .thenComparingInt(Reference::version))
                .toList();
    }
}
