// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.shape;

import io.prism.core.config.Isolation;
import io.prism.core.config.NamespaceConfig.Priority;
import io.prism.core.config.shape.Shape.Address;
import io.prism.core.config.shape.Shape.Bytes;
import io.prism.core.config.shape.Shape.Choice;
import io.prism.core.config.shape.Shape.Count;
import io.prism.core.config.shape.Shape.Flag;
import io.prism.core.config.shape.Shape.Guarded;
import io.prism.core.config.shape.Shape.ListOf;
import io.prism.core.config.shape.Shape.Name;
import io.prism.core.config.shape.Shape.Nested;
import io.prism.core.config.shape.Shape.Span;
import io.prism.core.config.shape.Shape.Text;
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
        public static final Field LISTEN = listen("127.0.0.1:8980", "Where applications connect.");
        public static final Field MANAGEMENT = management("127.0.0.1:9080");
        public static final Field HOLD_TIME = Field.withDefault(
                "hold-time", TIME, "30s", "How long a call waits for the process of its binding to be ready.");
        public static final Field HOLD_CALLS = Field.withDefault(
                "hold-calls",
                COUNT,
                "1000",
                "Most calls that wait for a process at the same time; one more is refused.");
        public static final Field MAX_STREAMS =
                Field.withDefault("max-streams", COUNT, "1000", "Most calls open on one connection.");
        public static final Field MAX_CONNECTIONS =
                Field.withDefault("max-connections", COUNT, "10000", "Most connections open; one more is refused.");
        public static final Field MAX_HEADER_SIZE = Field.withDefault(
                "max-header-size", new Bytes(1 << 10, 1 << 20), "16KiB", "Most bytes of headers of one call.");
        public static final Field DRAIN_TIME =
                Field.withDefault("drain-time", TIME, "10s", "How long calls may finish when the proxy stops.");
        public static final Field LIMITS =
                Field.optional("limits", new Nested(ProxyLimits.SECTION), ProxyLimits.SECTION.description());
        public static final Field TRACING =
                Field.optional("tracing", new Nested(Observe.Tracing.SECTION), Observe.Tracing.SECTION.description());
        public static final Field ACCESS_LOG = Field.optional(
                "access-log", new Nested(Observe.AccessLog.SECTION), Observe.AccessLog.SECTION.description());
        public static final Section SECTION = new Section(
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
        public static final Field LISTEN = listen("127.0.0.1:8982", "Where the proxy asks for processes.");
        public static final Field MANAGEMENT = management("127.0.0.1:9082");
        public static final Field START_TIME = Field.withDefault(
                "start-time", SOME_TIME, "30s", "How long a process may take to be ready before it counts as failed.");
        public static final Field GRACE =
                Field.withDefault("grace", TIME, "10s", "How long a process may take to stop before it is killed.");
        public static final Field MAX_PROCESSES = Field.withDefault(
                "max-processes", new Count(1, 10_000), "100", "Most pattern processes that run at the same time.");
        public static final Field SPARES = Field.withDefault(
                "spares",
                new Count(0, 100),
                "1",
                "How many pattern processes wait, started but not yet told what they serve; they make a start short.");
        public static final Field PROCESS_MEMORY = Field.withDefault(
                "process-memory",
                new Bytes(0, Long.MAX_VALUE),
                "0",
                "Most memory of one pattern process; 0 for a heap of 256 MiB and no other limit.");
        public static final Field PROCESS_CPUS = Field.withDefault(
                "process-cpus", new Count(0, 1024), "0", "Most processors of one pattern process; 0 for all.");
        public static final Field PROCESS_FILES = Field.withDefault(
                "process-files",
                new Count(0, 1_000_000),
                "0",
                "Most open files and sockets of one pattern process; 0 for as many as the launcher may have.");
        public static final Section SECTION = new Section(
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
        public static final Field ENABLED =
                Field.withDefault("enabled", new Flag(), "true", "Whether the schema registry runs.");
        public static final Field LISTEN = listen("127.0.0.1:8081", "Where the REST interface is served.");
        public static final Field MANAGEMENT = management("127.0.0.1:9083");
        public static final Field STORE = Field.withDefault(
                "store",
                new Guarded(
                        "a store of the schema registry",
                        "^(memory|sqlite:[^?]+|postgres:postgres(ql)?://[^:@/?#]+@[^@]+)$",
                        "memory, sqlite:FILE or postgres:postgresql://USER@HOST:PORT/DATABASE without a password"),
                "sqlite:data/registry.db",
                "Where schemas are kept: memory, sqlite:FILE (relative to the folder of this file), or postgres:URL.");
        public static final Field STORE_PASSWORD = Field.optional(
                "store-password",
                new Guarded(
                        "a reference to a password",
                        "^\\$\\{(env:[A-Za-z_][A-Za-z0-9_]*|file:[^}]+)\\}$",
                        "${env:NAME} or ${file:PATH}: the password itself is never written here"),
                "Where the password for store is, when that is in PostgreSQL: ${env:NAME} or ${file:PATH}.");
        public static final Section SECTION =
                new Section("The schema registry.", List.of(ENABLED, LISTEN, MANAGEMENT, STORE, STORE_PASSWORD));

        private Registry() {}
    }

    /** The keys of {@code needs}. */
    public static final class Needs {
        public static final Field DURABILITY = Field.optional(
                "durability",
                new Choice("a level of durability", List.of("none", "process", "fsync")),
                "What an acknowledged write must survive at least: process (kill -9), fsync (loss of power).");
        public static final Section SECTION =
                new Section("What the binding must be able to rely on.", List.of(DURABILITY));

        private Needs() {}
    }

    /** The keys of one item of {@code bindings}. */
    public static final class Binding {
        public static final Field NAME = Field.required("name", new Name(), "Name of the binding in its namespace.");
        public static final Field PATTERN = Field.required("pattern", new Text(), "The pattern that applications use.");
        public static final Field ISOLATION = Field.optional(
                "isolation", LEVEL, "Where the pattern runs, when not where the namespace says: " + LEVELS);
        public static final Field SLOTS =
                Field.optional("slots", new Shape.Slots(), "The backend for each slot of the pattern.");
        public static final Field BACKEND =
                Field.optional("backend", new Text(), "One backend for every required slot, in place of slots.");
        public static final Field CONFIG = Field.optional("config", new Shape.Config(), "The options of the pattern.");
        public static final Field NEEDS =
                Field.optional("needs", new Nested(Needs.SECTION), Needs.SECTION.description());
        public static final Section SECTION = new Section(
                "A pattern with its slots filled.", List.of(NAME, PATTERN, ISOLATION, SLOTS, BACKEND, CONFIG, NEEDS));

        private Binding() {}
    }

    /** The keys of one item of {@code namespaces}. */
    public static final class Namespace {
        public static final Field NAME =
                Field.required("name", new Name(), "What applications send as prism-namespace.");
        public static final Field ISOLATION =
                Field.withDefault("isolation", LEVEL, "namespace", "Where the patterns run: " + LEVELS);
        public static final Field BINDINGS =
                Field.optional("bindings", new ListOf(Binding.SECTION), "The patterns of the namespace.");
        public static final Field PATTERN = Field.optional(
                "pattern", new Text(), "Short form, in place of bindings: the one pattern; the binding has its name.");
        public static final Field BACKEND =
                Field.optional("backend", new Text(), "Short form: the backend for every required slot of pattern.");
        public static final Field CONFIG =
                Field.optional("config", new Shape.Config(), "Short form: the options of the pattern.");
        public static final Field NEEDS = Field.optional(
                "needs", new Nested(Needs.SECTION), "Short form: what the binding must be able to rely on.");
        public static final Field LIMITS =
                Field.optional("limits", new Nested(NamespaceShare.SECTION), NamespaceShare.SECTION.description());
        public static final Field PRIORITY = Field.withDefault(
                "priority",
                new Choice("a priority", Priority.TEXTS),
                "normal",
                "How soon its calls are refused when the proxy is overloaded: low first, high only when nothing else"
                        + " helps.");
        public static final Section SECTION = new Section(
                "A unit of tenancy.",
                List.of(NAME, ISOLATION, BINDINGS, PATTERN, BACKEND, CONFIG, NEEDS, LIMITS, PRIORITY));

        private Namespace() {}
    }

    public static final Field PROXY = Field.optional("proxy", new Nested(Proxy.SECTION), Proxy.SECTION.description());
    public static final Field LAUNCHER =
            Field.optional("launcher", new Nested(Launcher.SECTION), Launcher.SECTION.description());
    public static final Field REGISTRY =
            Field.optional("schema-registry", new Nested(Registry.SECTION), Registry.SECTION.description());
    public static final Field BACKENDS = Field.required(
            "backends",
            new Shape.Backends(),
            "What patterns keep their data in: the name you choose, to its type and options.");
    public static final Field NAMESPACES =
            Field.required("namespaces", new ListOf(Namespace.SECTION), "What applications use: patterns on backends.");

    /** The whole file. */
    public static final Section FILE =
            new Section("Configuration of Prism.", List.of(PROXY, LAUNCHER, REGISTRY, BACKENDS, NAMESPACES));

    private static Field listen(String otherwise, String description) {
        return Field.withDefault("listen", new Address(), otherwise, description);
    }

    private static Field management(String otherwise) {
        return Field.withDefault("management", new Address(), otherwise, "Where health and metrics are served.");
    }
}
