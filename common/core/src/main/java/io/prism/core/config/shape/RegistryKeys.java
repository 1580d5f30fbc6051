// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.shape;

import io.prism.core.config.shape.ValueShape.Bytes;
import io.prism.core.config.shape.ValueShape.Choice;
import io.prism.core.config.shape.ValueShape.Count;
import io.prism.core.config.shape.ValueShape.Flag;
import io.prism.core.config.shape.ValueShape.Guarded;
import io.prism.core.config.shape.ValueShape.ListOf;
import io.prism.core.config.shape.ValueShape.Nested;
import io.prism.core.config.shape.ValueShape.Span;
import java.time.Duration;
import java.util.List;

/**
 * The keys of {@code schema-registry.access} and {@code schema-registry.limits}. Each is written as the registry itself
 * calls that setting, below {@code prism.registry}; the defaults are the registry's, which a test of the registry holds
 * against these.
 */
public final class RegistryKeys {

    private static final String ONE_LINE = "[^\\u0000-\\u001f]{1,4000}$";
    private static final String NOT_BLANK = "^(?=.*\\S)(?!.*\\$\\{)";

    private RegistryKeys() {}

    private static Guarded text(String of) {
        return new Guarded(of, NOT_BLANK + ONE_LINE, "a text in one line, without references such as ${env:NAME}");
    }

    /** The keys of {@code access.jwt}. */
    public static final class Jwt {
        public static final ConfigField PUBLIC_KEY = ConfigField.required(
                "public-key",
                new Guarded(
                        "a public key",
                        NOT_BLANK + "(?!http:)" + ONE_LINE,
                        "the path of a PEM or JWKS file, or the https:// address of one"),
                "With which key tokens are signed: a PEM or JWKS file, or the HTTPS address of one.");
        public static final ConfigField ISSUER =
                ConfigField.required("issuer", text("an issuer"), "Who must have issued a token.");
        public static final ConfigField AUDIENCE = ConfigField.optional(
                "audience", text("an audience"), "For whom a token must be issued; for anybody without it.");
        public static final ConfigField GROUPS = ConfigField.withDefault(
                "groups", text("the path of a claim"), "groups", "Which claim holds the names of groups.");
        public static final ConfigSection SECTION = new ConfigSection(
                "Bearer tokens that somebody else has signed.", List.of(PUBLIC_KEY, ISSUER, AUDIENCE, GROUPS));

        private Jwt() {}
    }

    /** The keys of one item of {@code access.rules}. */
    public static final class Rule {
        public static final ConfigField ALLOW = ConfigField.required(
                "allow",
                new Guarded(
                        "a caller",
                        "^(?!group:$)(?!.*\\$\\{)[^\\s\\u0000-\\u001f]{1,4000}$",
                        "a name, group:NAME, or * for whoever is known, without blanks"),
                "Who: a name, group:NAME, or * for whoever is known.");
        public static final ConfigField TO = ConfigField.required(
                "to",
                new Choice("a kind of access", List.of("read", "write", "admin")),
                "What: read (look up and compare), write (also register and delete softly) or admin (everything).");
        public static final ConfigField SUBJECTS = ConfigField.withDefault(
                "subjects",
                text("a pattern of subjects"),
                "*",
                "With which subjects, by qualified name; * stands for any characters.");
        public static final ConfigSection SECTION =
                new ConfigSection("Something that is allowed.", List.of(ALLOW, TO, SUBJECTS));

        private Rule() {}
    }

    /** The keys of {@code access}. */
    public static final class Access {
        public static final ConfigField ENABLED = ConfigField.withDefault(
                "enabled",
                new Flag(),
                "true",
                "Whether callers must say who they are; false lets everybody do everything.");
        public static final ConfigField RULES = ConfigField.optional(
                "rules", new ListOf(Rule.SECTION), "What is allowed; whatever no rule allows is denied.");
        public static final ConfigField RULES_FILE = ConfigField.optional(
                "rules-file", text("a path"), "More rules, in a file: lines allow WHO read|write|admin SUBJECTS.");
        public static final ConfigField USERS_FILE = ConfigField.optional(
                "users-file",
                text("a path"),
                "People: lines NAME:pbkdf2-sha256:ITERATIONS:SALT:HASH[:GROUP,...], with hashes of passwords.");
        public static final ConfigField TOKENS_FILE = ConfigField.optional(
                "tokens-file",
                text("a path"),
                "Programs: lines sha256:HEX:NAME[:GROUP,...], with hashes of bearer tokens.");
        public static final ConfigField JWT =
                ConfigField.optional("jwt", new Nested(Jwt.SECTION, false), Jwt.SECTION.description());
        public static final ConfigSection SECTION = new ConfigSection(
                "Who may do what with the schema registry; without it, everybody may do everything.",
                List.of(ENABLED, RULES, RULES_FILE, USERS_FILE, TOKENS_FILE, JWT));

        private Access() {}
    }

    /** The keys of {@code limits}. */
    public static final class Limits {
        private static final Bytes SIZE = new Bytes(1 << 10, 1 << 30);
        private static final Count COUNT = new Count(1, 1_000_000);

        public static final ConfigSection SECTION = new ConfigSection(
                "How much a caller of the schema registry may ask for.",
                List.of(
                        limit("request-size", SIZE, "4MiB", "Largest body of a request."),
                        limit("concurrent-requests", COUNT, "256", "Most calls that are answered at one time."),
                        ConfigField.optional(
                                "call-memory",
                                new Bytes(1 << 20, 64L << 30),
                                "Memory that calls may take together; without it, half of the heap."),
                        limit(
                                "memory-wait",
                                new Span(Duration.ZERO, Duration.ofDays(365)),
                                "10s",
                                "How long a call waits for memory before it is told to come again."),
                        limit("schema-size", SIZE, "1MiB", "Longest text of a schema, in characters."),
                        limit("subject-size", SIZE, "16MiB", "Most characters of all versions of a subject."),
                        limit("schema-depth", new Count(1, 300), "300", "Deepest nesting of a schema."),
                        limit(
                                "schema-parts",
                                new Count(1, 10_000_000),
                                "200000",
                                "Most values or declarations of a schema."),
                        limit("references", COUNT, "1000", "Most schemas that one refers to."),
                        limit(
                                "reference-depth",
                                new Count(1, 300),
                                "32",
                                "Most steps from a schema to the farthest that it refers to."),
                        limit("reference-size", SIZE, "8MiB", "Most characters of all that a schema refers to."),
                        limit("comparison-steps", new Count(1, 100_000_000), "500000", "Most steps of one comparison."),
                        limit(
                                "name-bytes",
                                new Count(1, 10_000),
                                "1024",
                                "Longest qualified name of a subject, in bytes of UTF-8."),
                        limit("page-size", COUNT, "20000", "Longest list of names or numbers in one answer."),
                        limit("schema-page-size", COUNT, "1000", "Most schemas in one answer."),
                        limit("cache-size", SIZE, "16MiB", "Memory for schemas that are kept read."),
                        limit(
                                "attempts",
                                new Count(1, 1000),
                                "50",
                                "How often a change is tried while others change the same subject.")));

        private Limits() {}

        private static ConfigField limit(String key, ValueShape shape, String otherwise, String description) {
            return ConfigField.withDefault(key, shape, otherwise, description);
        }
    }
}
