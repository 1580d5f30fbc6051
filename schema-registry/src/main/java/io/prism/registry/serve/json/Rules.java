// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.json;

import io.prism.registry.content.Rule;
import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one rule and checks that clients will be able to use it. */
final class Rules {

    /** When rules between versions may run. */
    static final Set<String> MIGRATION = Set.of("UPGRADE", "DOWNGRADE", "UPDOWN");
    /** When rules for messages may run. */
    static final Set<String> EXCHANGE = Set.of("WRITE", "READ", "WRITEREAD");
    /** Where rules may run. */
    static final Set<String> PLACES = Set.of("ALL", "CLIENT", "GATEWAY", "SERVER", "NONE");

    private static final Set<String> KINDS = Set.of("TRANSFORM", "CONDITION");
    private static final int NAME_CHARS_MAX = 64;

    private Rules() {}

    static Rule read(RequestObject rule, Set<String> modes) {
        String name = rule.text("name").orElse("");
        if (name.isBlank() || name.length() > NAME_CHARS_MAX) {
            throw invalid("A rule needs a name of 1 to %d characters, but it is '%s'"
                    .formatted(NAME_CHARS_MAX, ConfluentFailures.shown(name)));
        }
        String type = rule.text("type").orElse("");
        if (type.isBlank()) {
            throw invalid("The rule '%s' needs a type".formatted(ConfluentFailures.shown(name)));
        }
        return new Rule(
                name,
                rule.text("doc").orElse(null),
                known(rule, "kind", KINDS),
                known(rule, "mode", modes),
                type,
                new HashSet<>(rule.texts("tags")),
                rule.textMap("params"),
                rule.text("expr").orElse(null),
                rule.text("onSuccess").orElse(null),
                rule.text("onFailure").orElse(null),
                rule.flag("disabled").orElse(false));
    }

    /** The text in {@code field}, one of {@code allowed}; null when there is none. */
    static @Nullable String known(RequestObject fields, String field, Set<String> allowed) {
        String value = fields.text(field).orElse(null);
        if (value != null && !allowed.contains(value)) {
            throw invalid("The %s of rules must be one of %s, but is '%s'"
                    .formatted(field, new TreeSet<>(allowed), ConfluentFailures.shown(value)));
        }
        return value;
    }

    private static RegistryException invalid(String message) {
        return new RegistryException(ErrorCode.INVALID_RULE_SET, message);
    }
}
