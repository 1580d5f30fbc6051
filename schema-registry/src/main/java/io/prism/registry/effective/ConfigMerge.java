// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.effective;

import io.prism.registry.setting.Config;
import org.jspecify.annotations.Nullable;

/** Fills what one configuration leaves open from a wider one. */
final class ConfigMerge {

    private ConfigMerge() {}

    /** All of {@code near}, and of {@code wide} what it does not say. An alias is of one subject: it is not inherited. */
    static Config of(Config near, Config wide) {
        return new Config(
                first(near.compatibility(), wide.compatibility()),
                first(near.policy(), wide.policy()),
                first(near.group(), wide.group()),
                near.alias(),
                first(near.normalize(), wide.normalize()),
                first(near.validateFields(), wide.validateFields()),
                first(near.defaultMetadata(), wide.defaultMetadata()),
                first(near.overrideMetadata(), wide.overrideMetadata()),
                first(near.defaultRules(), wide.defaultRules()),
                first(near.overrideRules(), wide.overrideRules()));
    }

    private static <T> @Nullable T first(@Nullable T near, @Nullable T wide) {
        return near == null ? wide : near;
    }
}
