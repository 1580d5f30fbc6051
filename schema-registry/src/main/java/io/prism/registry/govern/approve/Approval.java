// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.govern.approve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A breaking change that somebody asked for.
 *
 * <pre>
 *   REQUESTED ──▶ APPROVED ──▶ USED
 *       └───────▶ REJECTED
 * </pre>
 *
 * @param id its name
 * @param subject the qualified name of the subject
 * @param sha256 of the schema that is to follow
 * @param reasons what it breaks
 * @param state where it stands
 * @param requested who asked for it, when and why
 * @param decided who approved or rejected it, when and why; empty texts before that
 */
public record Approval(
        String id, String subject, String sha256, List<String> reasons, State state, Step requested, Step decided) {

    /** Where an approval stands. */
    public enum State {
        /** Somebody asked for it. */
        REQUESTED,
        /** It may be registered, once. */
        APPROVED,
        /** It may not be registered. */
        REJECTED,
        /** It was registered. */
        USED
    }

    /**
     * Something that somebody did.
     *
     * @param by who
     * @param at when; the epoch when nobody did it yet
     * @param comment why
     */
    public record Step(String by, Instant at, String comment) {

        /** Nobody did it yet. */
        public static final Step NOT_YET = new Step("", Instant.EPOCH, "");
    }

    /** Keeps a copy. */
    public Approval {
        reasons = List.copyOf(reasons);
    }

    /** The same, approved or rejected. */
    Approval decide(State verdict, Step step) {
        return new Approval(id, subject, sha256, reasons, verdict, requested, step);
    }

    /** The same, registered. */
    Approval use() {
        return new Approval(id, subject, sha256, reasons, State.USED, requested, decided);
    }

    /** It as JSON. */
    public ObjectNode tree() {
        ObjectNode tree = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("subject", subject)
                .put("sha256", sha256)
                .put("state", state.name());
        reasons.forEach(tree.putArray("reasons")::add);
        put(tree.putObject("requested"), requested);
        if (!decided.equals(Step.NOT_YET)) {
            put(tree.putObject("decided"), decided);
        }
        return tree;
    }

    private static void put(ObjectNode tree, Step step) {
        tree.put("by", step.by()).put("at", step.at().toString()).put("comment", step.comment());
    }

    /** What {@link #tree} wrote. */
    static Approval of(JsonNode tree) {
        List<String> reasons = new ArrayList<>();
        tree.path("reasons").forEach(reason -> reasons.add(reason.asText()));
        return new Approval(
                tree.path("id").asText(),
                tree.path("subject").asText(),
                tree.path("sha256").asText(),
                reasons,
                State.valueOf(tree.path("state").asText()),
                step(tree.path("requested")),
                tree.has("decided") ? step(tree.path("decided")) : Step.NOT_YET);
    }

    private static Step step(JsonNode tree) {
        return new Step(
                tree.path("by").asText(),
                Instant.parse(tree.path("at").asText()),
                tree.path("comment").asText());
    }
}
