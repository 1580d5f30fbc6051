// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.govern.rule;

import io.prism.schema.ParsedSchema;
import io.prism.schema.SchemaFormat;
import io.prism.schema.tag.SchemaPart;
import io.prism.schema.tag.TagName;
import io.prism.schema.tag.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The rules about tags. Immutable, safe for use by many threads.
 *
 * @param mayBeRequired which Protobuf fields, by their last names, need not be optional
 */
public record TagRules(Predicate<String> mayBeRequired) {

    private static final int FINDINGS_MAX = 100;
    private static final Map<String, Set<String>> VALUES = Map.of(
            TagName.SENSITIVITY, Set.of("low", "medium", "high", "critical"),
            TagName.DATA_CLASSIFICATION, Set.of("public", "internal", "confidential", "restricted"),
            TagName.MASKING, Set.of("hash", "redact", "tokenize", "none"),
            TagName.PII, PersonalNames.KINDS);
    private static final Set<String> GRAVE = Set.of("high", "critical");

    /** What is wrong with {@code schema}, in the order of its text; at most {@value #FINDINGS_MAX} findings. */
    public List<Finding> check(ParsedSchema schema) {
        List<SchemaPart> parts = schema.tags().parts();
        Optional<String> sensitivity = first(parts, TagName.SENSITIVITY);
        List<Finding> findings = new ArrayList<>();
        if (first(parts, TagName.OWNER_TEAM).isEmpty()) {
            sensitivity
                    .filter(GRAVE::contains)
                    .ifPresent(level -> findings.add(new Finding(
                            "owner",
                            "",
                            "Schema sensitivity=%s but no owner_team specified".formatted(level),
                            "Add the tag owner_team to the record")));
        }
        boolean encrypts = sensitivity.filter(level -> !level.equals("low")).isPresent();
        for (SchemaPart part : parts) {
            findings.addAll(values(part));
            if (part.kind() == SchemaPart.Kind.FIELD) {
                personal(part, encrypts).ifPresent(findings::add);
                if (schema.format() == SchemaFormat.PROTOBUF) {
                    required(part).ifPresent(findings::add);
                }
            }
        }
        return findings.stream().limit(FINDINGS_MAX).toList();
    }

    private static Optional<String> first(List<SchemaPart> parts, String tag) {
        return parts.stream()
                .filter(part -> part.kind() == SchemaPart.Kind.RECORD)
                .map(part -> part.tags().get(tag))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static List<Finding> values(SchemaPart part) {
        List<Finding> findings = new ArrayList<>();
        VALUES.forEach((tag, allowed) -> part.tags()
                .get(tag)
                .filter(value -> !allowed.contains(value))
                .ifPresent(value -> findings.add(new Finding(
                        "tag-value",
                        part.path(),
                        "The tag %s of '%s' is '%s'".formatted(tag, part.name(), value),
                        "Use one of " + new TreeSet<>(allowed)))));
        part.tags()
                .get(TagName.RETENTION_DAYS)
                .filter(days -> !days.matches("[1-9][0-9]{0,5}"))
                .ifPresent(days -> findings.add(new Finding(
                        "tag-value",
                        part.path(),
                        "The tag retention_days of '%s' is '%s'".formatted(part.name(), days),
                        "Use a number of days from 1")));
        return findings;
    }

    private static Optional<Finding> personal(SchemaPart field, boolean encrypts) {
        Tags tags = field.tags();
        Optional<String> tagged = tags.get(TagName.PII)
                .or(() -> tags.get(TagName.CONFLUENT_TAGS)
                        .filter(names -> List.of(names.split(",", -1)).contains("PII")));
        if (tagged.isEmpty()) {
            return PersonalNames.kind(field.name())
                    .map(kind -> new Finding(
                            "pii",
                            field.path(),
                            "Field '%s' looks like personal data but has no pii tag".formatted(field.name()),
                            "Add [(prism.pii) = \"%s\"] to field '%s', or \"none\" if it is not personal"
                                    .formatted(kind, field.name())));
        }
        boolean covered = tags.get(TagName.ENCRYPT).isPresent()
                || tags.get(TagName.MASKING)
                        .filter(mask -> !mask.equals("none"))
                        .isPresent()
                || tagged.get().equals("none");
        return !encrypts || covered
                ? Optional.empty()
                : Optional.of(new Finding(
                        "encrypt",
                        field.path(),
                        "Field '%s' marked as PII but missing encryption annotation".formatted(field.name()),
                        "Add [(prism.encrypt) = \"aes256\"] to field '%s'".formatted(field.name())));
    }

    private Optional<Finding> required(SchemaPart field) {
        return field.optional() || mayBeRequired.test(field.name())
                ? Optional.empty()
                : Optional.of(new Finding(
                        "optional",
                        field.path(),
                        "Field '%s' is required (not marked optional)".formatted(field.name()),
                        "Mark fields as 'optional' to maintain backward compatibility"));
    }
}
