// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.effective;

import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import io.prism.registry.name.SubjectName;
import io.prism.registry.setting.Config;
import io.prism.registry.setting.Mode;
import io.prism.registry.setting.SettingScope;
import io.prism.registry.store.Store;
import io.prism.registry.store.StoreException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * Changes settings. Safe for use by many threads. Of two changes of one configuration that two processes make at the
 * same moment, the later one wins as a whole. Blocks as long as the store does.
 */
@ApplicationScoped
public class Changes {

    private final Store store;
    private final EffectiveSettings settings;
    private final ReentrantLock one = new ReentrantLock();

    Changes(Store store, EffectiveSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    /**
     * Makes the configuration of {@code scope} what {@code update} makes of it; one that says nothing is unset.
     *
     * @throws RegistryException when the mode forbids it
     */
    public void updateConfig(SettingScope scope, UnaryOperator<Config> update) {
        refuseReadOnly(scope);
        one.lock();
        try {
            Config after = update.apply(store.config(scope).orElse(EffectiveSettings.NOTHING));
            store.setConfig(scope, Optional.of(after).filter(config -> !config.equals(EffectiveSettings.NOTHING)));
        } finally {
            one.unlock();
        }
    }

    /**
     * Unsets the configuration of {@code scope}; returns what was set.
     *
     * @throws RegistryException when the mode forbids it
     */
    public Optional<Config> unsetConfig(SettingScope scope) {
        refuseReadOnly(scope);
        return store.setConfig(scope, Optional.empty());
    }

    /**
     * Sets the mode of {@code scope}.
     *
     * @param force whether {@link Mode#IMPORT} may be set where there are live versions
     * @throws RegistryException when that is not possible
     */
    public void setMode(SettingScope scope, Mode mode, boolean force) {
        if (mode == Mode.FORWARD && !(scope instanceof SettingScope.Everything)) {
            throw ConfluentFailures.notPermitted("Forward mode only supported on global level");
        }
        if (mode == Mode.IMPORT && !force && settings.mode(scope) != Mode.IMPORT && isUsed(scope)) {
            throw ConfluentFailures.notPermitted("Cannot import since found existing subjects");
        }
        store.setMode(scope, Optional.of(mode));
    }

    private boolean isUsed(SettingScope scope) {
        return store.subjects().stream()
                .filter(subject -> !subject.deleted())
                .map(subject -> SubjectName.of(subject.name()))
                .anyMatch(name -> isIn(scope, new SettingScope.OfSubject(name)));
    }

    /** Unsets the mode of {@code scope}; returns what was set. When {@code recursive}, of all within it too. */
    public Optional<Mode> unsetMode(SettingScope scope, boolean recursive) {
        if (recursive) {
            store.scopes().stream()
                    .filter(other -> isIn(scope, other))
                    .forEach(other -> store.setMode(other, Optional.empty()));
        }
        return store.setMode(scope, Optional.empty());
    }

    /** Whether {@code inner} is within {@code outer} and not the same. */
    private static boolean isIn(SettingScope outer, SettingScope inner) {
        return switch (outer) {
            case SettingScope.Everything _ -> !(inner instanceof SettingScope.Everything);
            case SettingScope.OfContext(String context) ->
                inner instanceof SettingScope.OfSubject(SubjectName name)
                        && name.context().equals(context);
            case SettingScope.OfSubject _ -> inner.equals(outer);
        };
    }

    /**
     * Forgets a context that has no versions: its settings and where its ids were.
     *
     * @param text its name, {@code .ctx} or {@code :.ctx:}
     * @throws RegistryException when it has versions, or nobody has ever heard of it
     */
    public void dropContext(String text) {
        String context = context(text);
        try {
            boolean known = store.highestId(context) > 0
                    || store.contexts().contains(context)
                    || store.scopes().stream().anyMatch(scope -> isOf(scope, context));
            if (!known) {
                throw new RegistryException(
                        ErrorCode.SUBJECT_NOT_FOUND,
                        "Context '%s' not found.".formatted(ConfluentFailures.shown(text)));
            }
            if (EffectiveSettings.isReadOnly(settings.mode(new SettingScope.OfContext(context)))) {
                throw ConfluentFailures.notPermitted("Context " + context + " is in read-only mode");
            }
            store.dropContext(context);
        } catch (StoreException.NotEmpty notEmpty) {
            throw ConfluentFailures.contextNotEmpty(context);
        }
    }

    private static boolean isOf(SettingScope scope, String context) {
        SettingScope whole = new SettingScope.OfContext(context);
        return scope.equals(whole) || isIn(whole, scope);
    }

    private static String context(String text) {
        boolean delimited = text.startsWith(":") && text.endsWith(":") && text.length() > 1;
        String name = delimited ? text.substring(1, text.length() - 1) : text;
        try {
            String context = new SubjectName(name, "").context();
            if (context.equals(SubjectName.DEFAULT_CONTEXT)) {
                throw ConfluentFailures.notPermitted("The default context cannot be deleted");
            }
            return context;
        } catch (IllegalArgumentException wrong) {
            throw new RegistryException(
                    ErrorCode.SUBJECT_NOT_FOUND, "Context '%s' not found.".formatted(ConfluentFailures.shown(text)));
        }
    }

    private void refuseReadOnly(SettingScope scope) {
        if (EffectiveSettings.isReadOnly(settings.mode(scope))) {
            String what = switch (scope) {
                case SettingScope.Everything _ -> "The registry";
                case SettingScope.OfContext(String context) -> "Context " + context;
                case SettingScope.OfSubject(SubjectName name) -> "Subject " + name;
            };
            throw ConfluentFailures.notPermitted(what + " is in read-only mode");
        }
    }
}
