// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import io.prism.registry.setting.Config;
import io.prism.schema.compatible.CompatibilityMode;
import io.prism.schema.difference.CompatibilityPolicy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads and writes configurations. */
public final class Configs {

    /** Settings of later servers of Confluent that this one has no meaning for. Taking them in silence would be a lie. */
    private static final List<String> UNKNOWN =
            List.of("aliasForDeks", "validateNewSchemas", "validateRules", "validateNames");

    private Configs() {}

    /**
     * What {@code before} becomes by {@code body}: what it does not name stays, what it names as null is unset.
     *
     * @throws RegistryException when a value is not one that is allowed
     */
    public static Config updated(Config before, RequestObject body) {
        for (String field : UNKNOWN) {
            if (body.flag(field).isPresent()) {
                throw new RegistryException(
                        ErrorCode.INVALID_VALUE, "'%s' is not supported; leave it out".formatted(field));
            }
        }
        return new Config(
                kept(
                        body,
                        "compatibility",
                        before.compatibility(),
                        f -> body.text(f).map(Configs::compatibility)),
                kept(
                        body,
                        "compatibilityPolicy",
                        before.policy(),
                        f -> body.text(f).map(Configs::policy)),
                kept(body, "compatibilityGroup", before.group(), body::text),
                kept(body, "alias", before.alias(), f -> body.text(f).filter(alias -> !alias.isEmpty())),
                kept(body, "normalize", before.normalize(), body::flag),
                kept(body, "validateFields", before.validateFields(), body::flag),
                kept(
                        body,
                        "defaultMetadata",
                        before.defaultMetadata(),
                        f -> Optional.ofNullable(Contents.metadata(body, f))),
                kept(
                        body,
                        "overrideMetadata",
                        before.overrideMetadata(),
                        f -> Optional.ofNullable(Contents.metadata(body, f))),
                kept(body, "defaultRuleSet", before.defaultRules(), f -> Optional.ofNullable(Contents.rules(body, f))),
                kept(
                        body,
                        "overrideRuleSet",
                        before.overrideRules(),
                        f -> Optional.ofNullable(Contents.rules(body, f))));
    }

    private static <T> @Nullable T kept(
            RequestObject body, String field, @Nullable T before, Function<String, Optional<T>> read) {
        return body.names(field) ? read.apply(field).orElse(null) : before;
    }

    private static CompatibilityMode compatibility(String name) {
        return CompatibilityMode.named(name).orElseThrow(ConfluentFailures::invalidCompatibility);
    }

    private static CompatibilityPolicy policy(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "STRICT" -> CompatibilityPolicy.STRICT;
            case "LENIENT" -> CompatibilityPolicy.LENIENT;
            default ->
                throw new RegistryException(
                        ErrorCode.INVALID_COMPATIBILITY,
                        "Invalid compatibility policy. Valid values are strict and lenient");
        };
    }

    /**
     * A configuration.
     *
     * @param level how the compatibility mode is called: {@code compatibilityLevel} in answers, {@code compatibility}
     *     where an update is repeated
     */
    public static ObjectNode tree(Config config, String level) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        ContentTrees.put(tree, "alias", config.alias());
        if (config.normalize() != null) {
            tree.put("normalize", config.normalize());
        }
        if (config.validateFields() != null) {
            tree.put("validateFields", config.validateFields());
        }
        ContentTrees.put(tree, level, name(config.compatibility()));
        ContentTrees.put(tree, "compatibilityPolicy", name(config.policy()));
        ContentTrees.put(tree, "compatibilityGroup", config.group());
        ContentTrees.put(tree, "defaultMetadata", config.defaultMetadata());
        ContentTrees.put(tree, "overrideMetadata", config.overrideMetadata());
        ContentTrees.put(tree, "defaultRuleSet", config.defaultRules());
        ContentTrees.put(tree, "overrideRuleSet", config.overrideRules());
        return tree;
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }
}
