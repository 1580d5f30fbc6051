// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.prism.core.config.fault.ConfigException;
import io.prism.core.config.fault.ConfigFault;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Each file has one fault, at a known line and path, with a remedy that helps. */
public class BadFilesTest {

    private static final String GOOD_BACKENDS = """
        backends:
          cache: { type: memory }
          files: { type: sqlite, path: prism.db }
        """;

    private static final String GOOD_NAMESPACES = """
        namespaces:
          - { name: default, pattern: keyvalue, backend: cache }
        """;

    /** A file, and the line, path, value, problem and remedy of its one fault. */
    public record BadFile(
            String name, String text, int line, String path, String value, String problem, String remedy) {
        @Override
        public String toString() {
            return name;
        }
    }

    public static final List<BadFile> OF_THE_WHOLE_FILE = List.of(
            bad("empty", "", 1, "", "", "the file is empty", "backends"),
            bad("only comments", "# nothing\n\n", 1, "", "", "the file is empty", "namespaces"),
            bad("a list", "- a\n", 1, "", "", "is a list, but must be a mapping", "key: value"),
            bad("a text", "hello\n", 1, "", "", "is a single value", "key: value"),
            bad("an open bracket", "backends: {a: b\n", 2, "", "", "this is not YAML", "brackets"),
            bad("a tab", "backends:\n\tcache: {}\n", 2, "", "", "this is not YAML", "indent with spaces"),
            bad("a control character", "backends:\n  a\u0007: b\n", 2, "", "", "U+0007", "remove it"),
            bad("two documents", "a: b\n---\nc: d\n", 2, "", "", "this is not YAML", "check"),
            bad("an alias without its anchor", "a: *hunter2\n", 1, "", "", "alias without its anchor", "quote a value"),
            bad("a tag", "backends: !java.lang.Runtime {}\n", 1, "", "", "has a tag", "quote the value"),
            bad("an alias of itself", "a: &x [*x]\n", 1, "", "", "contains itself", "without aliases"));

    public static final List<BadFile> OF_KEYS = List.of(
            sections("an unknown section", "prxy: {}\n", "prxy", "prxy", "is not a key here", "did you mean 'proxy'?"),
            sections(
                    "an unknown key",
                    "proxy: { lisen: 127.0.0.1:1 }\n",
                    "proxy.lisen",
                    "lisen",
                    "is not a key here",
                    "did you mean 'listen'? There are: listen, management"),
            sections(
                    "a merge key",
                    "proxy: { <<: {} }\n",
                    "proxy.<<",
                    "<<",
                    "not a key",
                    "merge keys are not supported"),
            sections(
                    "a key given twice",
                    "launcher: { grace: 1s, grace: 2s }\n",
                    "launcher.grace",
                    "grace",
                    "is given twice, first in line 6",
                    "remove one"),
            sections("a key that is a list", "proxy: { [a, b]: c }\n", "proxy", "", "not a single word", "quote"),
            sections("a section that is a text", "proxy: yes\n", "proxy", "", "is a single value", "indented"),
            sections(
                    "a value that is empty",
                    "proxy:\n  listen:\n",
                    7,
                    "proxy.listen",
                    "",
                    "is empty",
                    "after the ':'"));

    public static final List<BadFile> OF_VALUES = List.of(
            value("proxy: { hold-time: 30 }", "proxy.hold-time", "30", "is not a duration", "500ms or 5m"),
            value("proxy: { hold-time: 999d }", "proxy.hold-time", "999d", "from 0s to 365d", "500ms or 5m"),
            value("proxy: { hold-time: 999999999999999d }", "proxy.hold-time", "999999999999999d", "from", "unit"),
            value("launcher: { start-time: 0s }", "launcher.start-time", "0s", "from 1ms to 365d", "500ms"),
            value("proxy: { hold-calls: 0 }", "proxy.hold-calls", "0", "from 1 to 1000000", "digits"),
            value("proxy: { hold-calls: many }", "proxy.hold-calls", "many", "is not a whole number", "digits"),
            value("launcher: { max-processes: 10001 }", "launcher.max-processes", "10001", "from 1 to 10000", "limits"),
            value("proxy: { max-header-size: 16KB }", "proxy.max-header-size", "16KB", "size from 1KiB", "512KiB"),
            value("proxy: { max-header-size: 1 }", "proxy.max-header-size", "1", "from 1KiB to 1MiB", "1MiB"),
            value("proxy: { listen: 8980 }", "proxy.listen", "8980", "is not an address", "127.0.0.1:8980"),
            value("proxy: { listen: \"h:65536\" }", "proxy.listen", "h:65536", "port from 0 to 65535", "host:port"),
            value("proxy: { tracing: { sample-ratio: 2 } }", "proxy.tracing.sample-ratio", "2", "from 0 to 1", "0.01"),
            value(
                    "proxy: { tracing: { endpoint: \"collector:4317\" } }",
                    "proxy.tracing.endpoint",
                    "collector:4317",
                    "is not the URL of a collector",
                    "http://127.0.0.1:4317"),
            value("proxy: { access-log: { calls: al } }", "proxy.access-log.calls", "al", "choice", "'all'?"),
            value("schema-registry: { enabled: no }", "schema-registry.enabled", "no", "is not true or false", "write"),
            value("schema-registry: { store: disk }", "schema-registry.store", "", "not a store of", "sqlite:FILE"),
            value(
                    "schema-registry: { store: \"postgres:postgresql://a:secret@h/d\" }",
                    "schema-registry.store",
                    "",
                    "is not a store of the schema registry",
                    "without a password"),
            value(
                    "schema-registry: { store-password: secret }",
                    "schema-registry.store-password",
                    "",
                    "is not a reference to a password",
                    "${env:NAME} or ${file:PATH}"),
            registry("limits: { request-size: 2GiB }", "limits.request-size", "2GiB", "from 1KiB to 1GiB", "1MiB"),
            registry("limits: { attempts: 0 }", "limits.attempts", "0", "from 1 to 1000", "digits"),
            registry("limits: { request-sise: 1 }", "limits.request-sise", "request-sise", "not a key", "request-size"),
            registry("access:", "access", "", "is empty, but must be a mapping", "indented further than 'access'"),
            registry("access: true", "access", "", "is a single value, but must be a mapping", "key: value"),
            access("jwt: { public-key: key.pem }", "jwt.issuer", "", "is missing", "Who must have issued"),
            access("jwt: { issuer: me }", "jwt.public-key", "", "is missing", "PEM or JWKS file"),
            access("jwt:", "jwt", "", "is empty, but must be a mapping", "indented further than 'jwt'"),
            access(
                    "jwt: { issuer: me, public-key: \"http://id/keys\" }",
                    "jwt.public-key",
                    "",
                    "is not a public key",
                    "the https:// address"),
            access("tokens-file: \"${env:hunter2}\"", "tokens-file", "", "is not a path", "without references"),
            access("tokens-file: \"a\\0b\"", "tokens-file", "", "is not a path", "in one line"),
            value(
                    "proxy: { listen: 127.0.0.1:8982 }",
                    "proxy.listen",
                    "127.0.0.1:8982",
                    "is where launcher.listen listens too (127.0.0.1:8982)",
                    "another port"),
            value(
                    "launcher: { listen: localhost:7777, management: 0.0.0.0:7777 }",
                    "launcher.management",
                    "0.0.0.0:7777",
                    "is where launcher.listen listens too (localhost:7777)",
                    "port 0"));

    public static final List<BadFile> OF_BACKENDS = List.of(
            backend("x: {}", "x.type", "", "is missing", "memory, postgres, redis, sqlite, bus"),
            backend("x:", "x", "", "is empty, but must be a mapping", "indented further than 'x'"),
            backend("x: { type: memry }", "x.type", "memry", "is not a backend type", "did you mean 'memory'?"),
            backend("X_1: { type: memory }", "X_1", "X_1", "is not a name", "starting with a letter"),
            backend("x: { type: sqlite }", "x.path", "", "is missing", "add 'path:'. The database file"),
            backend("x: { type: sqlite, path: \"\" }", "x.path", "", "is not a text", "not empty"),
            backend("x: { type: memory, max-key: 5 }", "x.max-key", "max-key", "not a key", "did you mean 'max-keys'?"),
            backend("x: { type: memory, max-keys: 0 }", "x.max-keys", "0", "from 1 to 999999999", "digits"),
            backend("x: { type: memory, max-bytes: lots }", "x.max-bytes", "lots", "is not a size", "1MiB"),
            backend("x: { type: sqlite, path: a, synchronous: of }", "x.synchronous", "of", "choice", "'off'?"),
            backend("x: { type: sqlite, path: a, busy-timeout: 5 }", "x.busy-timeout", "5", "duration", "unit"),
            backend("x: { type: bus, pool: { mx: 5 } }", "x.pool.mx", "mx", "is not a key here", "did you mean 'max'?"),
            backend("x: { type: bus, pool: 5 }", "x.pool", "", "must be a mapping", "indented further than 'pool'"),
            backend("x: { type: bus, pool: { max: 1 }, pool.max: 2 }", "x.pool.max", "pool.max", "twice", "remove"),
            backend(
                    "x: { type: bus, url: '${vault:a#b}' }",
                    "x.url",
                    "${vault:a#b}",
                    "not offered yet",
                    "${file:PATH}"),
            backend("x: { type: bus, url: '${HOME}' }", "x.url", "${HOME}", "not a reference", "write ${env:NAME}"),
            backend(
                    "x: { type: bus, url: '${env:A-B}' }",
                    "x.url",
                    "${env:A-B}",
                    "does not name an env",
                    "${env:NAME}"),
            backend("x: { type: bus, url: 'a${env:A' }", "x.url", "${env:A", "without its '}'", "$${ for a plain"),
            backend("x: { type: bus, pin: hunter2 }", "x.pin", "", "is not a whole number", "digits"),
            backend("x: { type: bus, password: 'hunter2${' }", "x.password", "", "without its '}'", "${env:NAME}"),
            backend("x: { type: bus, password: [hunter2] }", "x.password", "", "is a list", "one value"));

    public static final List<BadFile> OF_NAMESPACES = List.of(
            namespaces("{ name: a }", 5, "", "", "is a mapping, but must be a list", "start each item"),
            namespaces("[ text ]", 5, "[0]", "", "is a single value", "key: value"),
            namespaces("[ { pattern: keyvalue, backend: cache } ]", 5, "[0].name", "", "is missing", "prism-namespace"),
            namespaces(
                    "[ { name: a:b, pattern: keyvalue, backend: cache } ]", 5, "[0].name", "a:b", "not a name", "63"),
            namespaces("[ { name: a } ]", 5, "[0].bindings", "", "is missing", "'pattern:' and 'backend:'"),
            namespaces("[ { name: a, pattern: keyvalue } ]", 5, "[0].backend", "", "is missing", "needs both"),
            namespaces("[ { name: a, backend: cache } ]", 5, "[0].pattern", "", "is missing", "needs both"),
            namespaces(
                    "[ { name: a, pattern: keyvalue, bindings: [] } ]",
                    5,
                    "[0].pattern",
                    "pattern",
                    "cannot stand next to 'bindings'",
                    "move it into an item"),
            namespaces(
                    "[ { name: a, isolation: namspace, bindings: [] } ]",
                    5,
                    "[0].isolation",
                    "namspace",
                    "is not an isolation level",
                    "did you mean 'namespace'? There are: embedded, none, namespace, session"),
            namespaces(
                    "\n  - { name: a, bindings: [] }\n  - { name: a, bindings: [] }",
                    7,
                    "[1].name",
                    "a",
                    "is already the name of the namespace in line 6",
                    "a name of its own"),
            namespaces("[ { name: a, bindings: } ]", 5, "[0].bindings", "", "is empty, but must be a list", "'- '"));

    public static final List<BadFile> OF_BINDINGS = List.of(
            binding("{ name: b, pattern: keyvlue, backend: cache }", ".pattern", "keyvlue", "pattern", "'keyvalue'?"),
            binding("{ name: b, backend: cache }", ".pattern", "", "is missing", "add 'pattern:'"),
            binding("{ pattern: keyvalue, backend: cache }", ".name", "", "is missing", "add 'name:'"),
            binding("{ name: b, pattern: keyvalue }", ".slots.store", "", "is missing", "claims keyvalue_basic"),
            binding("{ name: b, pattern: keyvalue, slots: {} }", ".slots.store", "", "is missing", "cache, files"),
            binding(
                    "{ name: b, pattern: keyvalue, slots: { store: cahce } }",
                    ".slots.store",
                    "cahce",
                    "is not a backend",
                    "did you mean 'cache'? There are: cache, files"),
            binding("{ name: b, pattern: keyvalue, backend: zzz }", ".backend", "zzz", "backend", "there are: cache"),
            binding(
                    "{ name: b, pattern: keyvalue, slots: { store: cache, stor: cache } }",
                    ".slots.stor",
                    "stor",
                    "is not a slot of keyvalue",
                    "did you mean 'store'?"),
            binding("{ name: b, pattern: keyvalue, slots: [cache] }", ".slots", "", "is a list", "key: value"),
            binding(
                    "{ name: b, pattern: keyvalue, backend: cache, slots: { store: cache } }",
                    ".backend",
                    "backend",
                    "cannot stand next to 'slots'",
                    "remove one"),
            binding(
                    "{ name: b, pattern: keyvalue, backend: cache, config: { default-tll: 1h } }",
                    ".config.default-tll",
                    "default-tll",
                    "is not a key here",
                    "did you mean 'default-ttl'?"),
            binding(
                    "{ name: b, pattern: keyvalue, backend: cache, config: { default-ttl: soon } }",
                    ".config.default-ttl",
                    "soon",
                    "is not a duration",
                    "500ms"),
            binding(
                    "{ name: b, pattern: keyvalue, backend: cache, needs: { durability: fsync } }",
                    ".needs.durability",
                    "fsync",
                    "is more than backend 'cache' of type memory gives: an acknowledged write there survives 'none'",
                    "use a backend that gives it"),
            binding(
                    "{ name: b, pattern: keyvalue, backend: files, needs: { durability: disk } }",
                    ".needs.durability",
                    "disk",
                    "is not a level of durability",
                    "none, process, fsync"),
            binding(
                    "{ name: b, pattern: keyvalue, backend: files, needs: { latency: 1ms } }",
                    ".needs.latency",
                    "latency",
                    "is not a key here",
                    "durability"));

    public static final List<BadFile> OF_ADOPTED_KEYS = List.of(
            backend("x: { type: redis, url: a, raw-keys: maybe }", "x.raw-keys", "maybe", "true or false", "write"),
            backend(
                    "x: { type: redis, url: a, raw-keys: '${env:RAW}' }",
                    "x.raw-keys",
                    "${env:RAW}",
                    "is not true or false",
                    "write true or false"),
            bad(
                    "adopted keys for two bindings",
                    """
                    backends:
                      old: { type: redis, url: "redis://h", raw-keys: true }
                    namespaces:
                      - { name: a, pattern: keyvalue, backend: old }
                      - { name: b, pattern: keyvalue, backend: old }
                    """,
                    5,
                    "namespaces[1].backend",
                    "old",
                    "adopts keys as they are (raw-keys) and belongs to the binding in line 4",
                    "another backend"));

    public static final List<BadFile> OF_ACCESS = List.of(
            registry(
                    "access: { rules-file: a }",
                    "access",
                    "",
                    "names nobody who may call",
                    "'users-file:', 'tokens-file:' or 'jwt:'"),
            registry(
                    "access: { users-file: a }",
                    "access",
                    "",
                    "allows nothing to anybody",
                    "'rules:' or 'rules-file:'"),
            rule("{ allow: ann }", "[0].to", "", "is missing", "register and delete softly"),
            rule("{ allow: ann, to: delete }", "[0].to", "delete", "is not a kind of access", "read, write, admin"),
            rule("{ allow: ann hunter2, to: read }", "[0].allow", "", "is not a caller", "without blanks"),
            rule("{ allow: \"group:\", to: read }", "[0].allow", "", "is not a caller", "group:NAME"),
            rule("{ allow: ann, to: read, subject: a }", "[0].subject", "subject", "not a key", "'subjects'?"),
            rule("ann", "[0]", "", "is a single value", "key: value"));

    @ParameterizedTest
    @FieldSource({
        "OF_THE_WHOLE_FILE",
        "OF_KEYS",
        "OF_VALUES",
        "OF_BACKENDS",
        "OF_NAMESPACES",
        "OF_BINDINGS",
        "OF_ADOPTED_KEYS",
        "OF_ACCESS"
    })
    void reportsTheOneFaultWhereItIsAndHowToMendIt(BadFile bad) {
        // When
        ConfigException refused = catchThrowableOfType(ConfigException.class, () -> Samples.parse(bad.text()));

        // Then
        assertThat(refused).as("must be refused").isNotNull();
        assertThat(refused.faults()).as(refused.getMessage()).hasSize(1);
        ConfigFault fault = refused.faults().getFirst();
        assertThat(fault.line()).as(fault.toString()).isEqualTo(bad.line());
        assertThat(fault.column()).isPositive();
        assertThat(fault.path()).isEqualTo(bad.path());
        assertThat(fault.value()).isEqualTo(bad.value());
        assertThat(fault.problem()).contains(bad.problem());
        assertThat(fault.remedy()).contains(bad.remedy());
        assertThat(refused)
                .hasMessageStartingWith("prism.yaml:" + bad.line() + ":")
                .message()
                .doesNotContain("hunter2");
    }

    private static BadFile bad(
            String name, String text, int line, String path, String value, String problem, String remedy) {
        return new BadFile(name, text, line, path, value, problem, remedy);
    }

    private static BadFile sections(
            String name, String text, String path, String value, String problem, String remedy) {
        return sections(name, text, 6, path, value, problem, remedy);
    }

    private static BadFile sections(
            String name, String text, int line, String path, String value, String problem, String remedy) {
        return bad(name, GOOD_BACKENDS + GOOD_NAMESPACES + text, line, path, value, problem, remedy);
    }

    private static BadFile value(String text, String path, String value, String problem, String remedy) {
        return sections(text, text + "\n", path, value, problem, remedy);
    }

    private static BadFile registry(String text, String path, String value, String problem, String remedy) {
        return value("schema-registry: { " + text + " }", "schema-registry." + path, value, problem, remedy);
    }

    /** Beside {@code text} the section says what it must say. */
    private static BadFile access(String text, String path, String value, String problem, String remedy) {
        return registry(
                "access: { users-file: a, rules-file: b, " + text + " }", "access." + path, value, problem, remedy);
    }

    private static BadFile rule(String text, String path, String value, String problem, String remedy) {
        return registry(
                "access: { users-file: a, rules: [ " + text + " ] }", "access.rules" + path, value, problem, remedy);
    }

    private static BadFile backend(String text, String path, String value, String problem, String remedy) {
        String file = GOOD_BACKENDS + "  " + text + "\n" + GOOD_NAMESPACES;
        return bad(text, file, 4, "backends." + path, value, problem, remedy);
    }

    private static BadFile namespaces(String text, int line, String path, String value, String problem, String remedy) {
        String file = "# first line\n" + GOOD_BACKENDS + "namespaces: " + text + "\n";
        return bad(text, file, line, "namespaces" + path, value, problem, remedy);
    }

    private static BadFile binding(String text, String path, String value, String problem, String remedy) {
        String file = GOOD_BACKENDS + "namespaces:\n  - name: a\n    bindings:\n      - " + text + "\n";
        return bad(text, file, 7, "namespaces[0].bindings[0]" + path, value, problem, remedy);
    }
}
