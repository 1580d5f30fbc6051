// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prism.registry.setting.Config;
import io.prism.schema.compatible.CompatibilityMode;
import io.prism.schema.difference.CompatibilityPolicy;
import org.jspecify.annotations.Nullable;

/** A configuration as the JSON that a database keeps. */
public final class KeptConfig {

    private KeptConfig() {}

    /** How {@code config} is kept. */
    public static String of(Config config) {
        ObjectNode object = Json.object();
        Json.put(object, "compatibility", config.compatibility());
        Json.put(object, "policy", config.policy());
        Json.put(object, "group", config.group());
        Json.put(object, "alias", config.alias());
        put(object, "normalize", config.normalize());
        put(object, "validateFields", config.validateFields());
        SchemaExtras.put(object, "defaultMetadata", config.defaultMetadata());
        SchemaExtras.put(object, "overrideMetadata", config.overrideMetadata());
        SchemaExtras.put(object, "defaultRules", config.defaultRules());
        SchemaExtras.put(object, "overrideRules", config.overrideRules());
        return StorableText.of(object.toString());
    }

    /** The configuration that {@code kept} was made of. */
    public static Config read(String kept) {
        JsonNode object = Json.read(StorableText.read(kept));
        String compatibility = Json.text(object, "compatibility");
        String policy = Json.text(object, "policy");
        return new Config(
                compatibility == null ? null : CompatibilityMode.valueOf(compatibility),
                policy == null ? null : CompatibilityPolicy.valueOf(policy),
                Json.text(object, "group"),
                Json.text(object, "alias"),
                Json.flag(object, "normalize"),
                Json.flag(object, "validateFields"),
                SchemaExtras.metadata(object, "defaultMetadata"),
                SchemaExtras.metadata(object, "overrideMetadata"),
                SchemaExtras.rules(object, "defaultRules"),
                SchemaExtras.rules(object, "overrideRules"));
    }

    private static void put(ObjectNode object, String name, @Nullable Boolean flag) {
        if (flag != null) {
            object.put(name, flag);
        }
    }
}
