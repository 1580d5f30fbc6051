// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.json;

import io.prism.registry.content.Metadata;
import io.prism.registry.content.Reference;
import io.prism.registry.content.Rule;
import io.prism.registry.content.RuleSet;
import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import io.prism.registry.register.Candidate;
import io.prism.registry.resolve.References;
import io.prism.schema.SchemaFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads schemas and what belongs to them. */
public final class Contents {

    private Contents() {}

    /**
     * A schema as it is sent to be registered, looked up or compared.
     *
     * @throws RegistryException when something is not as it must be
     */
    public static Candidate candidate(RequestObject body) {
        return new Candidate(
                format(body),
                body.text("schema").orElse(""),
                references(body),
                metadata(body, "metadata"),
                rules(body, "ruleSet"),
                version(body),
                Math.max(Candidate.ANY, body.number("id", Candidate.ANY)));
    }

    private static int version(RequestObject body) {
        int version = body.number("version", Candidate.NEXT);
        if (version < References.LATEST) {
            throw ConfluentFailures.invalidVersion(Integer.toString(version));
        }
        return version;
    }

    /** The format that {@code schemaType} names; Avro when it does not. */
    public static SchemaFormat format(RequestObject body) {
        String name = body.text("schemaType").filter(type -> !type.isEmpty()).orElse(SchemaFormat.AVRO.name());
        return SchemaFormat.named(name)
                .orElseThrow(() -> ConfluentFailures.invalidSchema(
                        "Invalid schema type '%s'. Valid values are AVRO, JSON and PROTOBUF"
                                .formatted(ConfluentFailures.shown(name))));
    }

    private static List<Reference> references(RequestObject body) {
        List<Reference> references = new ArrayList<>();
        for (RequestObject reference : body.objects("references")) {
            int version = reference.number("version", 0);
            if (version < 1 && version != References.LATEST) {
                throw ConfluentFailures.invalidSchema(
                        "A reference needs a version: a number from 1, or -1 for the latest; it is " + version);
            }
            references.add(new Reference(required(reference, "name"), required(reference, "subject"), version));
        }
        return references;
    }

    private static String required(RequestObject fields, String name) {
        return fields.text(name)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> ConfluentFailures.invalidSchema("A reference needs a " + name));
    }

    /** The metadata in {@code field}; null when there is none. */
    public static @Nullable Metadata metadata(RequestObject body, String field) {
        return body.object(field)
                .map(metadata -> new Metadata(
                        metadata.textListMap("tags"),
                        metadata.textMap("properties"),
                        new HashSet<>(metadata.texts("sensitive"))))
                .orElse(null);
    }

    /**
     * The rules in {@code field}; null when there are none.
     *
     * @throws RegistryException when they contradict themselves
     */
    public static @Nullable RuleSet rules(RequestObject body, String field) {
        return body.object(field).map(Contents::rules).orElse(null);
    }

    private static RuleSet rules(RequestObject set) {
        RuleSet rules = new RuleSet(
                rules(set, "migrationRules", Rules.MIGRATION),
                rules(set, "domainRules", Rules.EXCHANGE),
                rules(set, "encodingRules", Rules.EXCHANGE),
                Rules.known(set, "enableAt", Rules.PLACES));
        return rules;
    }

    private static List<Rule> rules(RequestObject set, String field, Set<String> modes) {
        List<Rule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (RequestObject fields : set.objects(field)) {
            Rule rule = Rules.read(fields, modes);
            if (!names.add(rule.name())) {
                throw new RegistryException(
                        ErrorCode.INVALID_RULE_SET,
                        "Found rule with duplicate name '%s'".formatted(ConfluentFailures.shown(rule.name())));
            }
            rules.add(rule);
        }
        return rules;
    }
}
