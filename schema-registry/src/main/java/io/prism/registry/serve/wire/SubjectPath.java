// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.wire;

import io.prism.registry.effective.EffectiveSettings;
import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.limit.RegistryLimits;
import io.prism.registry.name.SubjectName;
import io.prism.registry.setting.SettingScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;

/** Names of subjects as they stand in paths and parameters. */
@ApplicationScoped
public class SubjectPath {

    /** How the empty name is written where there must be something. */
    public static final String EMPTY = "__EMPTY";
    /** The context that means everything. */
    static final String GLOBAL_CONTEXT = ".__GLOBAL";
    /** A name that means everything in Confluent's registry and so is nobody's. */
    static final String GLOBAL = "__GLOBAL";

    private static final char UNDECODABLE = '\uFFFD';

    private final RegistryLimits limits;
    private final EffectiveSettings settings;

    SubjectPath(RegistryLimits limits, EffectiveSettings settings) {
        this.limits = limits;
        this.settings = settings;
    }

    /**
     * The subject that {@code text} names.
     *
     * @throws io.prism.registry.fault.RegistryException when no subject can have the name
     */
    public SubjectName name(String text) {
        if (text.equals(EMPTY)) {
            return SubjectName.of("");
        }
        try {
            SubjectName name = SubjectName.of(text);
            if (isUsable(name)) {
                return name;
            }
        } catch (IllegalArgumentException wrong) {
            throw ConfluentFailures.invalidSubject(text);
        }
        throw ConfluentFailures.invalidSubject(text);
    }

    private boolean isUsable(SubjectName name) {
        String text = name.qualified();
        return !name.name().equals(GLOBAL)
                && !name.context().equals(GLOBAL_CONTEXT)
                && text.indexOf(UNDECODABLE) < 0
                && isWhole(text)
                && text.getBytes(StandardCharsets.UTF_8).length <= limits.nameBytes();
    }

    /** Half a character has no bytes: it would come back as another one. */
    private static boolean isWhole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(text);
    }

    /**
     * The subject that {@code text} names, or the one that its alias stands for.
     *
     * @throws io.prism.registry.fault.RegistryException when no subject can have the name
     */
    public SubjectName target(String text) {
        return settings.behindAlias(name(text));
    }

    /**
     * What {@code text} names as something that has settings: a subject, a context ({@code :.ctx:}) or everything
     * ({@code :.__GLOBAL:}).
     *
     * @throws io.prism.registry.fault.RegistryException when nothing can have the name
     */
    public SettingScope scope(String text) {
        if (text.equals(":" + GLOBAL_CONTEXT + ":")) {
            return new SettingScope.Everything();
        }
        SubjectName name = name(text);
        boolean context = name.name().isEmpty() && text.startsWith(":.");
        return context ? new SettingScope.OfContext(name.context()) : new SettingScope.OfSubject(name);
    }
}
