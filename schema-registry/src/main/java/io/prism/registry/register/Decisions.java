// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.register;

import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.register.SubmittedSchemaReader.Reading;
import io.prism.registry.setting.Config;
import io.prism.registry.setting.Mode;
import io.prism.registry.store.NewVersion;
import io.prism.registry.store.SchemaVersion;
import io.prism.registry.store.SubjectState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what happens with a schema, from what is known of its subject. Changes nothing. */
@ApplicationScoped
class Decisions {

    /**
     * What is asked for, and the settings in force.
     *
     * @param candidate the schema
     * @param normalize whether it is brought into normal form
     * @param config of the subject
     * @param mode of the subject
     */
    record Question(Candidate candidate, boolean normalize, Config config, Mode mode) {
        boolean imports() {
            return mode == Mode.IMPORT || mode == Mode.FORWARD;
        }
    }

    private final SubmittedSchemaReader preparation;
    private final SchemaMatcher known;
    private final VersionComparison comparison;
    private final ChangeGovernance gate;
    private final InstantSource clock;

    Decisions(
            SubmittedSchemaReader preparation,
            SchemaMatcher known,
            VersionComparison comparison,
            ChangeGovernance gate,
            InstantSource clock) {
        this.preparation = preparation;
        this.known = known;
        this.comparison = comparison;
        this.gate = gate;
        this.clock = clock;
    }

    Decision on(SubjectState state, Question question) {
        Candidate sent = question.candidate();
        @Nullable PreparedSchema asSent = null;
        if (sent.version() == Candidate.NEXT && !sent.isBlank() && !InheritedContent.adds(question.config())) {
            asSent = read(state, sent, question);
            Optional<SchemaVersion> there = there(state, sent, asSent);
            if (there.isPresent()) {
                return new Decision.There(there.get());
            }
        }
        Candidate whole = question.imports()
                ? sent
                : InheritedContent.complete(
                        sent, state.live().reversed().stream().findFirst(), question.config(), state.next());
        PreparedSchema prepared = asSent != null && whole.equals(sent) ? asSent : read(state, whole, question);
        Optional<SchemaVersion> there = there(state, whole, prepared);
        return there.<Decision>map(Decision.There::new).orElseGet(() -> add(state, question, whole, prepared));
    }

    private PreparedSchema read(SubjectState state, Candidate candidate, Question question) {
        Reading reading = question.imports() ? Reading.KNOWN : Reading.NEW;
        return preparation.read(candidate, state.name().context(), reading, question.normalize());
    }

    private Optional<SchemaVersion> there(SubjectState state, Candidate candidate, PreparedSchema prepared) {
        if (candidate.version() == Candidate.NEXT) {
            return known.among(state.live(), prepared)
                    .filter(version -> candidate.id() == Candidate.ANY || candidate.id() == version.id());
        }
        // An import that is sent again is there already; anything else with this number is refused by the store.
        return state.live().stream()
                .filter(version -> version.version() == candidate.version()
                        && version.id() == candidate.id()
                        && version.content().equals(prepared.content()))
                .findFirst();
    }

    private Decision add(SubjectState state, Question question, Candidate candidate, PreparedSchema prepared) {
        Proposal proposal = new Proposal(state.name(), prepared);
        boolean breaks = false;
        if (!question.imports()) {
            if (candidate.version() > Candidate.NEXT && candidate.version() != state.next()) {
                throw ConfluentFailures.invalidSchema("Version is not one more than previous version");
            }
            breaks = breaks(proposal, state.live(), question.config());
            gate.admit(proposal);
        }
        int number = question.imports() ? Math.max(candidate.version(), NewVersion.NEXT) : state.next();
        NewVersion version = new NewVersion(
                state.name(),
                prepared.content(),
                sent(candidate, prepared),
                number,
                candidate.id(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        comparison.checkRoom(state, version);
        return new Decision.Add(proposal, version, breaks);
    }

    private boolean breaks(Proposal proposal, List<SchemaVersion> earlier, Config config) {
        List<String> reasons = comparison.reasons(proposal.prepared(), earlier, config);
        if (!reasons.isEmpty() && !gate.mayBreak(proposal, reasons)) {
            throw ConfluentFailures.incompatible(proposal.subject(), reasons);
        }
        return !reasons.isEmpty();
    }

    private static @Nullable String sent(Candidate candidate, PreparedSchema prepared) {
        return candidate.text().equals(prepared.content().text()) ? null : candidate.text();
    }
}
