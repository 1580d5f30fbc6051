// SPDX-License-Identifier: Apache-2.0
package io.prism.spi;

import io.prism.core.Keyspace;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The thin interfaces that a backend has, each with what makes it for a keyspace. Immutable. */
public final class BackendInterfaces {

    /** No interface at all; what a driver has is added with {@link #with}. */
    public static final BackendInterfaces NONE = new BackendInterfaces(Map.of());

    private final Map<Class<?>, Function<Keyspace, ?>> makers;

    private BackendInterfaces(Map<Class<?>, Function<Keyspace, ?>> makers) {
        this.makers = makers;
    }

    /** These interfaces and one more. */
    public <T> BackendInterfaces with(Class<T> iface, Function<Keyspace, ? extends T> maker) {
        Map<Class<?>, Function<Keyspace, ?>> all = new HashMap<>(makers);
        all.put(iface, maker);
        return new BackendInterfaces(Map.copyOf(all));
    }

    /** These interfaces and one more, when {@code there}. */
    public <T> BackendInterfaces withIf(boolean there, Class<T> iface, Function<Keyspace, ? extends T> maker) {
        return there ? with(iface, maker) : this;
    }

    /** One of the interfaces for a keyspace; empty when it is none of them. */
    public <T> Optional<T> as(Class<T> iface, Keyspace keyspace) {
        return Optional.ofNullable(makers.get(iface)).map(maker -> iface.cast(maker.apply(keyspace)));
    }
}
