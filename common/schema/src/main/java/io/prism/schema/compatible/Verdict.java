// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.compatible;

import io.prism.schema.ParsedSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a new version may follow the earlier ones.
 *
 * @param mode what was asked for
 * @param incompatibilities why not; empty when it may. All are about the latest version that is in the way: versions
 *     before that are not looked at, as in Confluent's registry
 * @param inTheWay that version; empty when there is none
 */
public record Verdict(
        CompatibilityMode mode, List<Incompatibility> incompatibilities, Optional<EarlierVersion> inTheWay) {

    /** Characters of an earlier schema that a message shows. */
    private static final int SHOWN_CHARS_MAX = 10 * 1024;

    /** Keeps a copy. */
    public Verdict {
        incompatibilities = List.copyOf(incompatibilities);
    }

    /** Whether it may. */
    public boolean isCompatible() {
        return incompatibilities.isEmpty();
    }

    /**
     * The list that Confluent's registry gives in its answers: the reasons, the earlier version and its schema, and the
     * rules in force. Empty when compatible.
     *
     * @param validateFields whether reserved fields are checked too, which is told with the rules
     */
    public List<String> messages(boolean validateFields) {
        if (inTheWay.isEmpty()) {
            return List.of();
        }
        List<String> messages = new ArrayList<>();
        incompatibilities.forEach(reason -> messages.add(reason.message()));
        messages.add("{oldSchemaVersion: " + inTheWay.get().version() + "}");
        messages.add("{oldSchema: '" + shown(inTheWay.get().schema()) + "'}");
        messages.add("{validateFields: '" + validateFields + "', compatibility: '" + mode + "'}");
        return messages;
    }

    private static String shown(ParsedSchema schema) {
        String text = schema.canonical();
        if (text.length() <= SHOWN_CHARS_MAX) {
            return text;
        }
        // Not between the two halves of one character.
        int end = Character.isHighSurrogate(text.charAt(SHOWN_CHARS_MAX - 1)) ? SHOWN_CHARS_MAX - 1 : SHOWN_CHARS_MAX;
        return text.substring(0, end) + "...";
    }
}
