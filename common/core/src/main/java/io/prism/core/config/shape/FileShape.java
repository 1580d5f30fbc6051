// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.shape;

import io.prism.core.config.Isolation;
import io.prism.core.config.NamespaceConfig.Priority;
import io.prism.core.config.shape.ValueShape.Address;
import io.prism.core.config.shape.ValueShape.Bytes;
import io.prism.core.config.shape.ValueShape.Choice;
import io.prism.core.config.shape.ValueShape.Count;
import io.prism.core.config.shape.ValueShape.Flag;
import io.prism.core.config.shape.ValueShape.Guarded;
import io.prism.core.config.shape.ValueShape.ListOf;
import io.prism.core.config.shape.ValueShape.Name;
import io.prism.core.config.shape.ValueShape.Nested;
import io.prism.core.config.shape.ValueShape.Span;
import io.prism.core.config.shape.ValueShape.Text;
import java.time.Duration;
import java.util.List;

/** Every key of {@code prism.yaml} but the options of backends and patterns, which the catalogue declares. */
public final class FileShape {

    private static final Duration YEAR = Duration.ofDays(365);
    private static final Span TIME = new Span(Duration.ZERO, YEAR);
    private static final Span SOME_TIME = new Span(Duration.ofMillis(1), YEAR);
    private static final Count COUNT = new Count(1, 1_000_000);
    private static final Choice LEVEL = new Choice("an isolation level", Isolation.TEXTS);
    private static final String LEVELS =
            "embedded (in the proxy), none (one process for all), namespace (one for each namespace), session (one for"
                    + " each session).";

    private FileShape() {}

    /** The keys of {@code proxy}. */
    public static final class Proxy {
        public static final ConfigField LISTEN = listen("127.0.0.1:8980", "Where applications connect.");
        public static final ConfigField MANAGEMENT = management("127.0.0.1:9080");
        public static final ConfigField HOLD_TIME = ConfigField.withDefault(
                "hold-time", TIME, "30s", "How long a call waits for the process of its binding to be ready.");
        public static final ConfigField HOLD_CALLS = ConfigField.withDefault(
                "hold-calls",
                COUNT,
                "1000",
                "Most calls that wait for a process at the same time; one more is refused.");
        public static final ConfigField MAX_STREAMS =
                ConfigField.withDefault("max-streams", COUNT, "1000", "Most calls open on one connection.");
        public static final ConfigField MAX_CONNECTIONS = ConfigField.withDefault(
                "max-connections", COUNT, "10000", "Most connections open; one more is refused.");
        public static final ConfigField MAX_HEADER_SIZE = ConfigField.withDefault(
                "max-header-size", new Bytes(1 << 10, 1 << 20), "16KiB", "Most bytes of headers of one call.");
        public static final ConfigField DRAIN_TIME =
                ConfigField.withDefault("drain-time", TIME, "10s", "How long calls may finish when the proxy stops.");
        public static final ConfigField LIMITS =
                ConfigField.optional("limits", new Nested(ProxyLimits.SECTION), ProxyLimits.SECTION.description());
        public static final ConfigField TRACING = ConfigField.optional(
                "tracing",
                new Nested(ObservabilityKeys.Tracing.SECTION),
                ObservabilityKeys.Tracing.SECTION.description());
        public static final ConfigField ACCESS_LOG = ConfigField.optional(
                "access-log",
                new Nested(ObservabilityKeys.AccessLog.SECTION),
                ObservabilityKeys.AccessLog.SECTION.description());
        public static final ConfigSection SECTION = new ConfigSection(
                "The door for applications.",
                List.of(
                        LISTEN,
                        MANAGEMENT,
                        HOLD_TIME,
                        HOLD_CALLS,
                        MAX_STREAMS,
                        MAX_CONNECTIONS,
                        MAX_HEADER_SIZE,
                        DRAIN_TIME,
                        LIMITS,
                        TRACING,
                        ACCESS_LOG));

        private Proxy() {}
    }

    /** The keys of {@code launcher}. */
    public static final class Launcher {
        public static final ConfigField LISTEN = listen("127.0.0.1:8982", "Where the proxy asks for processes.");
        public static final ConfigField MANAGEMENT = management("127.0.0.1:9082");
        public static final ConfigField START_TIME = ConfigField.withDefault(
                "start-time", SOME_TIME, "30s", "How long a process may take to be ready before it counts as failed.");
        public static final ConfigField GRACE = ConfigField.withDefault(
                "grace", TIME, "10s", "How long a process may take to stop before it is killed.");
        public static final ConfigField MAX_PROCESSES = ConfigField.withDefault(
                "max-processes", new Count(1, 10_000), "100", "Most pattern processes that run at the same time.");
        public static final ConfigField SPARES = ConfigField.withDefault(
                "spares",
                new Count(0, 100),
                "1",
                "How many pattern processes wait, started but not yet told what they serve; they make a start short.");
        public static final ConfigField PROCESS_MEMORY = ConfigField.withDefault(
                "process-memory",
                new Bytes(0, Long.MAX_VALUE),
                "0",
                "Most memory of one pattern process; 0 for a heap of 256 MiB and no other limit.");
        public static final ConfigField PROCESS_CPUS = ConfigField.withDefault(
                "process-cpus", new Count(0, 1024), "0", "Most processors of one pattern process; 0 for all.");
        public static final ConfigField PROCESS_FILES = ConfigField.withDefault(
                "process-files",
                new Count(0, 1_000_000),
                "0",
                "Most open files and sockets of one pattern process; 0 for as many as the launcher may have.");
        public static final ConfigSection SECTION = new ConfigSection(
                "The supervisor of pattern processes.",
                List.of(
                        LISTEN,
                        MANAGEMENT,
                        START_TIME,
                        GRACE,
                        MAX_PROCESSES,
                        SPARES,
                        PROCESS_MEMORY,
                        PROCESS_CPUS,
                        PROCESS_FILES));

        private Launcher() {}
    }

    /** The keys of {@code schema-registry}. */
    public static final class Registry {
        public static final ConfigField ENABLED =
                ConfigField.withDefault("enabled", new Flag(), "true", "Whether the schema registry runs.");
        public static final ConfigField LISTEN = listen("127.0.0.1:8081", "Where the REST interface is served.");
        public static final ConfigField MANAGEMENT = management("127.0.0.1:9083");
        public static final ConfigField STORE = ConfigField.withDefault(
                "store",
                new Guarded(
                        "a store of the schema registry",
                        "^(memory|sqlite:[^?]+|postgres:postgres(ql)?://[^:@/?#]+@[^@]+)$",
                        "memory, sqlite:FILE or postgres:postgresql://USER@HOST:PORT/DATABASE without a password"),
                "sqlite:data/registry.db",
                "Where schemas are kept: memory, sqlite:FILE (relative to the folder of this file), or postgres:URL.");
        public static final ConfigField STORE_PASSWORD = ConfigField.optional(
                "store-password",
                new Guarded(
                        "a reference to a password",
                        "^\\$\\{(env:[A-Za-z_][A-Za-z0-9_]*|file:[^}]+)\\}$",
                        "${env:NAME} or ${file:PATH}: the password itself is never written here"),
                "Where the password for store is, when that is in PostgreSQL: ${env:NAME} or ${file:PATH}.");
        public static final ConfigField ACCESS = ConfigField.optional(
                "access", new Nested(RegistryKeys.Access.SECTION, false), RegistryKeys.Access.SECTION.description());
        public static final ConfigField LIMITS = ConfigField.optional(
                "limits", new Nested(RegistryKeys.Limits.SECTION), RegistryKeys.Limits.SECTION.description());
        public static final ConfigSection SECTION = new ConfigSection(
                "The schema registry.", List.of(ENABLED, LISTEN, MANAGEMENT, STORE, STORE_PASSWORD, ACCESS, LIMITS));

        private Registry() {}
    }

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
                "limits", new Nested(NamespaceLimitKeys.SECTION), NamespaceLimitKeys.SECTION.description());
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
            ConfigField.optional("proxy", new Nested(Proxy.SECTION), Proxy.SECTION.description());
    public static final ConfigField LAUNCHER =
            ConfigField.optional("launcher", new Nested(Launcher.SECTION), Launcher.SECTION.description());
    public static final ConfigField REGISTRY =
            ConfigField.optional("schema-registry", new Nested(Registry.SECTION), Registry.SECTION.description());
    public static final ConfigField BACKENDS = ConfigField.required(
            "backends",
            new ValueShape.Backends(),
            "What patterns keep their data in: the name you choose, to its type and options.");
    public static final ConfigField NAMESPACES = ConfigField.required(
            "namespaces", new ListOf(Namespace.SECTION), "What applications use: patterns on backends.");

    /** The whole file. */
    public static final ConfigSection FILE =
            new ConfigSection("Configuration of Prism.", List.of(PROXY, LAUNCHER, REGISTRY, BACKENDS, NAMESPACES));

    private static ConfigField listen(String otherwise, String description) {
        return ConfigField.withDefault("listen", new Address(), otherwise, description);
    }

    private static ConfigField management(String otherwise) {
        return ConfigField.withDefault("management", new Address(), otherwise, "Where health and metrics are served.");
    }
}
