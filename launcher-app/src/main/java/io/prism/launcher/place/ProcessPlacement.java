// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.place;

import io.prism.core.MetadataKeys;
import io.prism.core.Needs;
import io.prism.core.binding.BindingSpec;
import io.prism.core.binding.BindingSpecs;
import io.prism.core.config.BindingConfig;
import io.prism.core.config.Isolation;
import io.prism.core.config.Manifest;
import io.prism.core.config.NamespaceConfig;
import io.prism.core.config.PrismConfig;
import io.prism.core.config.read.PatternFolder;
import io.prism.core.config.secret.Secrets;
import io.prism.core.config.text.Names;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.Unknown;
import io.prism.core.process.ProcessKey;
import java.util.List;
import java.util.Map;
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
 * @param patterns the patterns there are
 */
public record ProcessPlacement(PrismConfig config, Secrets secrets, PatternFolder patterns) {

    private static final String SAMPLE_NAMESPACE = "must name a namespace, such as 'default'";
    private static final String SAMPLE_SESSION = "must name a session, such as 'user-42'";

    /** Places the patterns that this build of Prism brings. */
    public ProcessPlacement(PrismConfig config, Secrets secrets) {
        this(config, secrets, PatternFolder.none());
    }

    /**
     * The process that is wanted.
     *
     * @throws Unknown when there is no such pattern, or no such namespace and it may not be made up
     * @throws Rejected when something is missing or wrong, or no binding of the pattern runs that way
     */
    public PlacedProcess place(WantedProcess wanted) {
        if (wanted.pattern().isEmpty()) {
            throw new Rejected("pattern_name", "must name a pattern, such as 'keyvalue'", "");
        }
        Map<String, String> settings = wanted.otherwise().orElse(Map.of());
        if (wanted.otherwise().isPresent() && unknown(wanted)) {
            return adHoc(wanted, settings);
        }
        if (!settings.isEmpty()) {
            throw new Rejected("config", "must be empty: the options of this namespace are set in prism.yaml", "");
        }
        return new PlacedProcess(configured(wanted));
    }

    private ProcessKey configured(WantedProcess wanted) {
        List<BindingConfig> candidates = candidates(wanted.pattern(), wanted.isolation(), wanted.namespace());
        Isolation isolation = isolation(candidates, wanted.isolation(), wanted.namespace());
        BindingConfig binding = candidates.stream()
                .filter(candidate -> candidate.isolation() == isolation)
                .findFirst()
                .orElseThrow();
        return key(binding, wanted.namespace(), wanted.session());
    }

    private PlacedProcess adHoc(WantedProcess wanted, Map<String, String> settings) {
        boolean shared = wanted.isolation().equals(Optional.of(Isolation.NONE));
        String namespace = shared ? MetadataKeys.DEFAULT_NAMESPACE : wanted.namespace();
        if (namespace.isEmpty()) {
            throw new Rejected("namespace", SAMPLE_NAMESPACE, "");
        }
        if (!Names.fits(namespace)) {
            throw new Rejected("namespace", "must be " + Names.FORM, namespace);
        }
        Isolation isolation = wanted.isolation()
                .or(() -> patterns.manifest(wanted.pattern()).map(Manifest::isolation))
                .orElse(Isolation.NAMESPACE);
        BindingConfig binding = new BindingConfig(
                namespace, wanted.pattern(), wanted.pattern(), isolation, Map.of(), Map.of(), Needs.NONE);
        PlacedProcess placed = new PlacedProcess(key(binding, namespace, wanted.session()), Optional.of(settings));
        // Settings that cannot be used are told to the caller, not found out by the process.
        BindingConfig _ = new AdHoc(config, patterns.catalogue()).binding(placed);
        return placed;
    }

    // No namespace of that name, or a process for all that no binding asks for.
    private boolean unknown(WantedProcess wanted) {
        if (wanted.isolation().equals(Optional.of(Isolation.NONE))) {
            return all().noneMatch(binding ->
                            binding.pattern().equals(wanted.pattern()) && binding.isolation() == Isolation.NONE)
                    && !config.namespaces().containsKey(wanted.namespace());
        }
        return !wanted.namespace().isEmpty() && !config.namespaces().containsKey(wanted.namespace());
    }

    /** The bindings that belong to a process, in the order of the file; none when it has no reason to run any more. */
    public List<BindingConfig> bindings(PlacedProcess process) {
        List<BindingConfig> own =
                all().filter(binding -> belongs(binding, process.key())).toList();
        boolean made = own.isEmpty()
                && process.adHoc().isPresent()
                && !config.namespaces().containsKey(process.key().namespace());
        return made ? List.of(new AdHoc(config, patterns.catalogue()).binding(process)) : own;
    }

    /**
     * The bindings that belong to a process, as it gets to see them.
     *
     * @throws Rejected when a secret cannot be had
     */
    public List<BindingSpec> specs(PlacedProcess process) {
        PrismConfig whole =
                process.adHoc().isPresent() ? new AdHoc(config, patterns.catalogue()).withDefaultBackend() : config;
        return BindingSpecs.of(bindings(process), whole, secrets);
    }

    private static ProcessKey key(BindingConfig binding, String namespace, String session) {
        String pattern = binding.pattern();
        return switch (binding.isolation()) {
            case EMBEDDED ->
                throw new Rejected(
                        "isolation", "must not be embedded: such bindings run in the proxy and have no process", "");
            case NONE -> ProcessKey.shared(pattern);
            case NAMESPACE -> ProcessKey.ofNamespace(namespace, pattern);
            case SESSION -> {
                if (session.isEmpty()) {
                    throw new Rejected("session_id", SAMPLE_SESSION, "");
                }
                yield ProcessKey.ofSession(namespace, session, pattern);
            }
        };
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
