// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.tag;

import io.prism.registry.content.Metadata;
import io.prism.registry.content.Rule;
import io.prism.registry.content.RuleSet;
import io.prism.registry.content.SchemaContent;
import io.prism.registry.effective.MetadataMerge;
import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import io.prism.registry.register.Candidate;
import io.prism.registry.resolve.References;
import io.prism.registry.serve.json.Contents;
import io.prism.registry.serve.json.RequestObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads requests that change tags. */
public final class TagRequest {

    private TagRequest() {}

    /**
     * A schema as it is sent to be registered, with the tags that {@code schemaTagsToAdd} and {@code
     * schemaTagsToRemove} name.
     *
     * @throws RegistryException when something is not as it must be
     */
    public static Candidate candidate(RequestObject body) {
        Candidate sent = Contents.candidate(body);
        TagEdit edit = TagEdit.of(tags(body, "schemaTagsToAdd"), tags(body, "schemaTagsToRemove"));
        if (body.flag("propagateSchemaTags").orElse(false)) {
            throw new RegistryException(
                    ErrorCode.INVALID_VALUE,
                    "'propagateSchemaTags' is not supported; name the tags in 'schemaTagsToAdd'");
        }
        if (edit.isEmpty()) {
            return sent;
        }
        return new Candidate(
                sent.format(),
                edit.apply(sent.format(), sent.text()),
                sent.references(),
                sent.metadata(),
                sent.rules(),
                // So that the number of the version is put beside it, as Confluent's registry does.
                sent.version() == Candidate.NEXT ? References.LATEST : sent.version(),
                sent.id());
    }

    /**
     * {@code before} with other tags, and what else the body asks for.
     *
     * @throws RegistryException when something is not as it must be
     */
    static Candidate changed(SchemaContent before, RequestObject body) {
        TagEdit edit = TagEdit.of(tags(body, "tagsToAdd"), tags(body, "tagsToRemove"));
        Metadata metadata = Contents.metadata(body, "metadata");
        int version = body.number("newVersion", References.LATEST);
        if (version == 0 || version < References.LATEST) {
            throw ConfluentFailures.invalidVersion(Integer.toString(version));
        }
        return new Candidate(
                before.format(),
                edit.apply(before.format(), before.text()),
                before.references(),
                metadata == null ? before.metadata() : metadata,
                rules(before.rules(), body),
                version,
                Candidate.ANY);
    }

    private static @Nullable RuleSet rules(@Nullable RuleSet before, RequestObject body) {
        RuleSet merged = Contents.rules(body, "rulesToMerge");
        Set<String> removed = Set.copyOf(body.texts("rulesToRemove"));
        if (merged == null && removed.isEmpty()) {
            return Contents.rules(body, "ruleSet");
        }
        RuleSet rules = MetadataMerge.of(before, merged);
        return rules == null
                ? null
                : new RuleSet(
                        without(removed, rules.migration()),
                        without(removed, rules.domain()),
                        without(removed, rules.encoding()),
                        rules.enableAt());
    }

    private static List<Rule> without(Set<String> removed, List<Rule> rules) {
        return rules.stream().filter(rule -> !removed.contains(rule.name())).toList();
    }

    private static Map<String, List<String>> tags(RequestObject body, String field) {
        Map<String, List<String>> tags = new HashMap<>();
        for (RequestObject item : body.objects(field)) {
            String path = item.object("schemaEntity")
                    .flatMap(entity -> entity.text("entityPath"))
                    .filter(text -> !text.isEmpty())
                    .orElseThrow(() -> new RegistryException(
                            ErrorCode.INVALID_VALUE,
                            "Each item of '%s' needs a schemaEntity with an entityPath".formatted(field)));
            tags.computeIfAbsent(path, p -> new ArrayList<>()).addAll(item.texts("tags"));
        }
        return tags;
    }
}
