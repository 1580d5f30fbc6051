// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.govern.approve;

import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import io.prism.registry.govern.approve.Approval.State;
import io.prism.registry.govern.rule.GovernanceSettings;
import io.prism.registry.govern.trail.Trail;
import io.prism.registry.name.SubjectName;
import io.prism.registry.register.Candidate;
import io.prism.registry.register.CompatibilityCheck;
import io.prism.registry.register.Objections;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Where breaking changes are asked for and decided. Safe for use by many threads. */
@ApplicationScoped
public class ApprovalDesk {

    private final Approvals approvals;
    private final CompatibilityCheck check;
    private final GovernanceSettings settings;
    private final Trail trail;
    private final ActionRecorder clerk;

    ApprovalDesk(
            Approvals approvals,
            CompatibilityCheck check,
            GovernanceSettings settings,
            Trail trail,
            ActionRecorder clerk) {
        this.approvals = approvals;
        this.check = check;
        this.settings = settings;
        this.trail = trail;
        this.clerk = clerk;
    }

    /**
     * Asks for the registration of an incompatible schema.
     *
     * @throws RegistryException when approvals are not used here, the schema is not right, or nothing is against it
     */
    public Approval request(SubjectName subject, Candidate candidate, String comment) {
        if (settings.breakingChanges() != GovernanceSettings.Breaking.APPROVAL) {
            throw new RegistryException(
                    ErrorCode.NOT_PERMITTED,
                    "Breaking changes cannot be approved here (prism.registry.governance.breaking-changes)");
        }
        Objections explained = check.explain(subject, candidate);
        if (explained.reasons().isEmpty()) {
            throw new RegistryException(ErrorCode.INVALID_VALUE, "The schema breaks nothing and needs no approval");
        }
        Approval approval = approvals.request(subject, explained.sha256(), explained.reasons(), clerk.step(comment));
        note("approval_requested", approval);
        return approval;
    }

    /**
     * Approves or rejects.
     *
     * @throws RegistryException when there is no such approval, it is decided already, or not by whom it must be
     */
    public Approval decide(String id, State verdict, String comment) {
        boolean fourEyes = settings.fourEyes() && clerk.knowsCallers();
        Approval approval = approvals.decide(id, verdict, clerk.step(comment), fourEyes);
        note(verdict == State.APPROVED ? "approval_granted" : "approval_rejected", approval);
        return approval;
    }

    private void note(String event, Approval approval) {
        trail.record(
                event,
                entry -> entry.put("subject", approval.subject())
                        .put("approval", approval.id())
                        .put("sha256", approval.sha256()));
    }

    /**
     * The approval {@code id}.
     *
     * @throws RegistryException when there is none
     */
    public Approval get(String id) {
        return approvals.get(id);
    }

    /** All of them, oldest first. */
    public List<Approval> all() {
        return approvals.all();
    }
}
