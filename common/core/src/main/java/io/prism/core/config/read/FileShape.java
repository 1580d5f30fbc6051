// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.read;

import io.prism.core.config.Isolation;
import io.prism.core.config.LauncherConfig;
import io.prism.core.config.NamespaceConfig.Priority;
import io.prism.core.config.NamespaceLimits;
import io.prism.core.config.ProxyConfig;
import io.prism.core.config.RegistryConfig;
import io.prism.core.config.shape.ConfigField;
import io.prism.core.config.shape.ConfigSection;
import io.prism.core.config.shape.ValueShape;
import io.prism.core.config.shape.ValueShape.Bytes;
import io.prism.core.config.shape.ValueShape.Choice;
import io.prism.core.config.shape.ValueShape.ListOf;
import io.prism.core.config.shape.ValueShape.Name;
import io.prism.core.config.shape.ValueShape.Nested;
import io.prism.core.config.shape.ValueShape.Span;
import io.prism.core.config.shape.ValueShape.Text;
import java.time.Duration;
import java.util.List;

/**
 * Every key of {@code prism.yaml}: those of namespaces and bindings here, those of a section with a record of its own
 * there. The options of backends and patterns are declared by the catalogue.
 */
public final class FileShape {

    private static final Duration YEAR = Duration.ofDays(365);
    private static final Span TIME = new Span(Duration.ZERO, YEAR);
    private static final Choice LEVEL = new Choice("an isolation level", Isolation.TEXTS);
    private static final String LEVELS =
            "embedded (in the proxy), none (one process for all), namespace (one for each namespace), session (one for"
                    + " each session).";

    private FileShape() {}

    /** The keys of {@code needs.keyvalue}. */
    public static final class KeyValueNeeds {
        public static final ConfigField CONSISTENCY = ConfigField.optional(
                "consistency",
                new Choice("a level of consistency", List.of("eventual", "linearizable")),
                "The least that a read must see: linearizable (every write acknowledged before it began).");
        public static final ConfigField TRANSACTIONS = ConfigField.optional(
                "transactions",
                new Choice("a level of isolation between transactions", List.of("none", "serializable")),
                "The least that transactions must be kept apart: serializable (as if one ran after the other).");
        public static final ConfigField TTL_PRECISION = ConfigField.optional(
                "ttl-precision", TIME, "How long after its expiry an entry must be gone at the latest.");
        public static final ConfigField VALUE_SIZE = ConfigField.optional(
                "value-size", new Bytes(1, Long.MAX_VALUE), "How long a value the backend must take.");
        public static final ConfigSection SECTION = new ConfigSection(
                "What the binding must be able to rely on where entries are kept under keys.",
                List.of(CONSISTENCY, TRANSACTIONS, TTL_PRECISION, VALUE_SIZE));

        private KeyValueNeeds() {}
    }

    /** The keys of {@code needs}. */
    public static final class Needs {
        public static final ConfigField DURABILITY = ConfigField.optional(
                "durability",
                new Choice("a level of durability", List.of("none", "process", "fsync")),
                "What an acknowledged write must survive at least: process (kill -9), fsync (loss of power).");
        public static final ConfigField KEYVALUE = ConfigField.optional(
                "keyvalue", new Nested(KeyValueNeeds.SECTION), KeyValueNeeds.SECTION.description());
        public static final ConfigSection SECTION =
                new ConfigSection("What the binding must be able to rely on.", List.of(DURABILITY, KEYVALUE));

        private Needs() {}
    }

    /** The keys of one item of {@code bindings}. */
    public static final class Binding {
        public static final ConfigField NAME =
                ConfigField.required("name", new Name(), "Name of the binding in its namespace.");
        public static final ConfigField PATTERN =
                ConfigField.required("pattern", new Text(), "The pattern that applications use.");
        public static final ConfigField ISOLATION = ConfigField.optional(
                "isolation", LEVEL, "Where the pattern runs, when not where the namespace says: " + LEVELS);
        public static final ConfigField SLOTS =
                ConfigField.optional("slots", new ValueShape.Slots(), "The backend for each slot of the pattern.");
        public static final ConfigField BACKEND =
                ConfigField.optional("backend", new Text(), "One backend for every required slot, in place of slots.");
        public static final ConfigField CONFIG =
                ConfigField.optional("config", new ValueShape.Config(), "The options of the pattern.");
        public static final ConfigField NEEDS =
                ConfigField.optional("needs", new Nested(Needs.SECTION), Needs.SECTION.description());
        public static final ConfigSection SECTION = new ConfigSection(
                "A pattern with its slots filled.", List.of(NAME, PATTERN, ISOLATION, SLOTS, BACKEND, CONFIG, NEEDS));

        private Binding() {}
    }

    /** The keys of one item of {@code namespaces}. */
    public static final class Namespace {
        public static final ConfigField NAME =
                ConfigField.required("name", new Name(), "What applications send as prism-namespace.");
        public static final ConfigField ISOLATION =
                ConfigField.withDefault("isolation", LEVEL, "namespace", "Where the patterns run: " + LEVELS);
        public static final ConfigField BINDINGS =
                ConfigField.optional("bindings", new ListOf(Binding.SECTION), "The patterns of the namespace.");
        public static final ConfigField PATTERN = ConfigField.optional(
                "pattern", new Text(), "Short form, in place of bindings: the one pattern; the binding has its name.");
        public static final ConfigField BACKEND = ConfigField.optional(
                "backend", new Text(), "Short form: the backend for every required slot of pattern.");
        public static final ConfigField CONFIG =
                ConfigField.optional("config", new ValueShape.Config(), "Short form: the options of the pattern.");
        public static final ConfigField NEEDS = ConfigField.optional(
                "needs", new Nested(Needs.SECTION), "Short form: what the binding must be able to rely on.");
        public static final ConfigField LIMITS = ConfigField.optional(
                "limits", new Nested(NamespaceLimits.SECTION), NamespaceLimits.SECTION.description());
        public static final ConfigField PRIORITY = ConfigField.withDefault(
                "priority",
                new Choice("a priority", Priority.TEXTS),
                "normal",
                "How soon its calls are refused when the proxy is overloaded: low first, high only when nothing else"
                        + " helps.");
        public static final ConfigSection SECTION = new ConfigSection(
                "A unit of tenancy.",
                List.of(NAME, ISOLATION, BINDINGS, PATTERN, BACKEND, CONFIG, NEEDS, LIMITS, PRIORITY));

        private Namespace() {}
    }

    public static final ConfigField PROXY =
            ConfigField.optional("proxy", new Nested(ProxyConfig.SECTION), ProxyConfig.SECTION.description());
    public static final ConfigField LAUNCHER =
            ConfigField.optional("launcher", new Nested(LauncherConfig.SECTION), LauncherConfig.SECTION.description());
    public static final ConfigField REGISTRY = ConfigField.optional(
            "schema-registry", new Nested(RegistryConfig.SECTION), RegistryConfig.SECTION.description());
    public static final ConfigField BACKENDS = ConfigField.required(
            "backends",
            new ValueShape.Backends(),
            "What patterns keep their data in: the name you choose, to its type and options.");
    public static final ConfigField NAMESPACES = ConfigField.required(
            "namespaces", new ListOf(Namespace.SECTION), "What applications use: patterns on backends.");

    /** The whole file. */
    public static final ConfigSection FILE =
            new ConfigSection("Configuration of Prism.", List.of(PROXY, LAUNCHER, REGISTRY, BACKENDS, NAMESPACES));
}
