// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.effective;

import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.name.SubjectName;
import io.prism.registry.setting.Config;
import io.prism.registry.setting.Mode;
import io.prism.registry.setting.SettingScope;
import io.prism.registry.store.Store;
import io.prism.schema.compatible.CompatibilityMode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The settings in force. Blocks as long as the store does. Safe for use by many threads. */
@ApplicationScoped
public class EffectiveSettings {

    /** What holds where nothing is set. */
    public static final Config DEFAULT = Config.of(CompatibilityMode.BACKWARD);

    /** Says nothing. */
    public static final Config NOTHING = new Config(null, null, null, null, null, null, null, null, null, null);

    private final Store store;

    EffectiveSettings(Store store) {
        this.store = store;
    }

    /** The configuration in force for {@code scope}; it has at least a compatibility mode. */
    public Config config(SettingScope scope) {
        Config found = NOTHING;
        for (SettingScope wider : widening(scope)) {
            Optional<Config> own = store.config(wider);
            if (own.isPresent()) {
                found = ConfigMerge.of(found, own.get());
            }
        }
        return ConfigMerge.of(found, DEFAULT);
    }

    /** What is set for {@code scope} itself. */
    public Optional<Config> own(SettingScope scope) {
        return store.config(scope);
    }

    /** The mode that is set for {@code scope} itself. */
    public Optional<Mode> ownMode(SettingScope scope) {
        return store.mode(scope);
    }

    /** The mode in force for {@code scope}. */
    public Mode mode(SettingScope scope) {
        Mode found = null;
        for (SettingScope wider : widening(scope)) {
            Optional<Mode> own = store.mode(wider);
            boolean overrides = own.isPresent() && own.get() == Mode.READONLY_OVERRIDE;
            if (own.isPresent() && (found == null || overrides)) {
                found = own.get();
            }
        }
        return found == null ? Mode.READWRITE : found;
    }

    /** The mode in force for {@code subject}, refused when nothing may be changed there. */
    public Mode writable(SubjectName subject) {
        Mode mode = mode(new SettingScope.OfSubject(subject));
        if (isReadOnly(mode)) {
            throw ConfluentFailures.notPermitted("Subject " + subject + " is in read-only mode");
        }
        return mode;
    }

    /** Whether {@code mode} allows no change. */
    public static boolean isReadOnly(Mode mode) {
        return mode == Mode.READONLY || mode == Mode.READONLY_OVERRIDE;
    }

    /** The subject that stands for {@code subject}: its alias, or itself. Only one step is taken. */
    public SubjectName behindAlias(SubjectName subject) {
        return store.config(new SettingScope.OfSubject(subject))
                .map(Config::alias)
                .map(alias -> SubjectName.in(subject.context(), alias))
                .orElse(subject);
    }

    private static List<SettingScope> widening(SettingScope scope) {
        SettingScope everything = new SettingScope.Everything();
        return switch (scope) {
            case SettingScope.Everything _ -> List.of(everything);
            case SettingScope.OfContext _ -> List.of(scope, everything);
            case SettingScope.OfSubject(SubjectName name) ->
                List.of(scope, new SettingScope.OfContext(name.context()), everything);
        };
    }
}
