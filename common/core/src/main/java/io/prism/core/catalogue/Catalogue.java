// SPDX-License-Identifier: Apache-2.0
package io.prism.core.catalogue;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Everything that {@code prism.yaml} can name: interfaces, backend types, patterns. Immutable; collections keep the
 * order of the registry.
 */
public final class Catalogue {

    private final Map<String, InterfaceType> interfaces;
    private final Map<String, BackendType> backends;
    private final Map<String, PatternType> patterns;

    private Catalogue(
            Map<String, InterfaceType> interfaces,
            Map<String, BackendType> backends,
            Map<String, PatternType> patterns) {
        this.interfaces = interfaces;
        this.backends = backends;
        this.patterns = patterns;
    }

    /** What this build of Prism knows; read once, on first use. */
    public static Catalogue builtIn() {
        return BuiltIn.CATALOGUE;
    }

    /** A catalogue of the given types; of two with the same name the later one counts. */
    public static Catalogue of(
            Collection<InterfaceType> interfaces, Collection<BackendType> backends, Collection<PatternType> patterns) {
        return new Catalogue(
                byName(interfaces, InterfaceType::id),
                byName(backends, BackendType::type),
                byName(patterns, PatternType::name));
    }

    /** This catalogue with further patterns. */
    public Catalogue with(Collection<PatternType> more) {
        Map<String, PatternType> all = new LinkedHashMap<>(patterns);
        more.forEach(pattern -> all.put(pattern.name(), pattern));
        return new Catalogue(interfaces, backends, Collections.unmodifiableMap(all));
    }

    private static <T> Map<String, T> byName(Collection<T> all, Function<T, String> name) {
        Map<String, T> named = new LinkedHashMap<>();
        all.forEach(one -> named.put(name.apply(one), one));
        return Collections.unmodifiableMap(named);
    }

    /** The interface with this id. */
    public Optional<InterfaceType> interfaceType(String id) {
        return Optional.ofNullable(interfaces.get(id));
    }

    /** The backend type with this name. */
    public Optional<BackendType> backend(String type) {
        return Optional.ofNullable(backends.get(type));
    }

    /** The pattern with this name. */
    public Optional<PatternType> pattern(String name) {
        return Optional.ofNullable(patterns.get(name));
    }

    /** Every interface. */
    public Collection<InterfaceType> interfaces() {
        return interfaces.values();
    }

    /** Every backend type. */
    public Collection<BackendType> backends() {
        return backends.values();
    }

    /** Every pattern. */
    public Collection<PatternType> patterns() {
        return patterns.values();
    }

    /** Ids of all interfaces. */
    public Set<String> interfaceNames() {
        return interfaces.keySet();
    }

    /** Names of all backend types. */
    public Set<String> backendNames() {
        return backends.keySet();
    }

    /** Names of all patterns. */
    public Set<String> patternNames() {
        return patterns.keySet();
    }

    /** Holds the catalogue so that a program which never asks for it never reads it. */
    private static final class BuiltIn {
        static final Catalogue CATALOGUE = RegistryReader.read();
    }
}
