// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.place;

import io.prism.core.binding.BindingSpec;
import io.prism.core.binding.BindingSpecs;
import io.prism.core.config.BindingConfig;
import io.prism.core.config.Isolation;
import io.prism.core.config.NamespaceConfig;
import io.prism.core.config.PrismConfig;
import io.prism.core.config.secret.Secrets;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.Unknown;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which process each binding of one configuration belongs to. Immutable.
 *
 * @param config the configuration
 * @param secrets resolves what it refers to
 */
public record Placement(PrismConfig config, Secrets secrets) {

    private static final String SAMPLE_NAMESPACE = "must name a namespace, such as 'default'";
    private static final String SAMPLE_SESSION = "must name a session, such as 'user-42'";

    /**
     * The key of the process that is wanted.
     *
     * @param wanted who shares it; empty for what the bindings of the pattern in the namespace say
     * @throws Unknown when there is no such namespace, or no such pattern in it
     * @throws Rejected when something is missing, or no binding of the pattern runs that way
     */
    public ProcessKey key(String pattern, Optional<Isolation> wanted, String namespace, String session) {
        if (pattern.isEmpty()) {
            throw new Rejected("pattern_name", "must name a pattern, such as 'keyvalue'", "");
        }
        List<BindingConfig> candidates = candidates(pattern, wanted, namespace);
        Isolation isolation = isolation(candidates, wanted, namespace);
        BindingConfig binding = candidates.stream()
                .filter(candidate -> candidate.isolation() == isolation)
                .findFirst()
                .orElseThrow();
        return switch (isolation) {
            case EMBEDDED ->
                throw new Rejected(
                        "pattern_name",
                        "must not be embedded: its bindings run in the proxy and have no process",
                        pattern);
            case NONE -> new ProcessKey("shared:" + pattern, pattern, isolation, "", "");
            case NAMESPACE -> new ProcessKey("ns:" + namespace + ":" + pattern, pattern, isolation, namespace, "");
            case SESSION -> session(binding, session);
        };
    }

    /** The bindings that belong to a process, in the order of the file; none when it has no reason to run any more. */
    public List<BindingConfig> bindings(ProcessKey key) {
        return all().filter(binding -> belongs(binding, key)).toList();
    }

    /**
     * The bindings that belong to a process, as it gets to see them.
     *
     * @throws Rejected when a secret cannot be had
     */
    public List<BindingSpec> specs(ProcessKey key) {
        return BindingSpecs.of(bindings(key), config, secrets);
    }

    private static ProcessKey session(BindingConfig binding, String session) {
        if (session.isEmpty()) {
            throw new Rejected("session_id", SAMPLE_SESSION, "");
        }
        return new ProcessKey(
                binding.processKey(session), binding.pattern(), Isolation.SESSION, binding.namespace(), session);
    }

    private List<BindingConfig> candidates(String pattern, Optional<Isolation> wanted, String namespace) {
        boolean shared = wanted.equals(Optional.of(Isolation.NONE));
        if (namespace.isEmpty() && !shared) {
            throw new Rejected("namespace", SAMPLE_NAMESPACE, "");
        }
        List<BindingConfig> near = shared
                ? all().toList()
                : namespace(namespace).bindings().values().stream().toList();
        List<BindingConfig> candidates = near.stream()
                .filter(binding -> binding.pattern().equals(pattern))
                .toList();
        if (candidates.isEmpty()) {
            Set<String> choices =
                    near.stream().map(BindingConfig::pattern).collect(Collectors.toCollection(TreeSet::new));
            throw new Unknown("pattern", pattern, choices);
        }
        return candidates;
    }

    private NamespaceConfig namespace(String name) {
        NamespaceConfig namespace = config.namespaces().get(name);
        if (namespace == null) {
            throw new Unknown("namespace", name, config.namespaces().keySet());
        }
        return namespace;
    }

    private static Isolation isolation(List<BindingConfig> bindings, Optional<Isolation> wanted, String namespace) {
        Set<Isolation> levels =
                bindings.stream().map(BindingConfig::isolation).collect(Collectors.toCollection(TreeSet::new));
        if (levels.size() > 1) {
            levels.remove(Isolation.EMBEDDED);
        }
        String choices = levels.stream().map(Isolation::text).collect(Collectors.joining(" or "));
        if (wanted.isEmpty() && levels.size() > 1) {
            throw new Rejected("isolation", "must be said, as bindings of the pattern differ: " + choices, "");
        }
        Isolation isolation = wanted.orElseGet(() -> levels.iterator().next());
        if (!levels.contains(isolation)) {
            String where = namespace.isEmpty() ? "" : " in namespace '" + namespace + "'";
            String constraint = "must be what bindings of the pattern%s have: %s".formatted(where, choices);
            throw new Rejected("isolation", constraint, isolation.text());
        }
        return isolation;
    }

    private Stream<BindingConfig> all() {
        return config.namespaces().values().stream().flatMap(namespace -> namespace.bindings().values().stream());
    }

    private static boolean belongs(BindingConfig binding, ProcessKey key) {
        return binding.pattern().equals(key.pattern())
                && binding.isolation() == key.isolation()
                && (key.isolation() == Isolation.NONE || binding.namespace().equals(key.namespace()));
    }
}
