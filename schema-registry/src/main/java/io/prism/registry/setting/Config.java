// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.setting;

import io.prism.registry.content.Metadata;
import io.prism.registry.content.RuleSet;
import io.prism.schema.compatible.CompatibilityMode;
import io.prism.schema.difference.CompatibilityPolicy;
import org.jspecify.annotations.Nullable;

/**
 * How schemas are registered and compared. Whatever is null is taken from the next wider scope.
 *
 * @param compatibility what must hold between versions
 * @param policy how strictly JSON Schemas are compared
 * @param group name of a metadata property: only versions with the same value of it are compared
 * @param alias another subject that stands for this one
 * @param normalize whether schemas are brought into normal form before they are registered
 * @param validateFields whether names of reserved fields are checked
 * @param defaultMetadata what schemas have beside them unless they say otherwise
 * @param overrideMetadata what schemas have beside them whatever they say
 * @param defaultRules the rules of schemas that have none
 * @param overrideRules the rules of schemas whatever they have
 */
public record Config(
        @Nullable CompatibilityMode compatibility,
        @Nullable CompatibilityPolicy policy,
        @Nullable String group,
        @Nullable String alias,
        @Nullable Boolean normalize,
        @Nullable Boolean validateFields,
        @Nullable Metadata defaultMetadata,
        @Nullable Metadata overrideMetadata,
        @Nullable RuleSet defaultRules,
        @Nullable RuleSet overrideRules) {

    /** Whether schemas are brought into normal form; not when nothing is said. */
    public boolean normalizes() {
        return normalize != null && normalize;
    }

    /** Whether names of reserved fields are checked; not when nothing is said. */
    public boolean validatesFields() {
        return validateFields != null && validateFields;
    }

    /** Nothing but a compatibility mode. */
    public static Config of(CompatibilityMode compatibility) {
        return new Config(compatibility, null, null, null, null, null, null, null, null, null);
    }
}
