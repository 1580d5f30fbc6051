// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.govern.approve;

import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import io.prism.registry.govern.approve.Approval.State;
import io.prism.registry.govern.approve.Approval.Step;
import io.prism.registry.govern.rule.GovernanceSettings;
import io.prism.registry.name.SubjectName;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The approvals of this process, in a file that survives it if there is a folder. Rejected and used ones make room for
 * new ones, oldest first. Safe for use by many threads; blocks as long as the disk does.
 */
@ApplicationScoped
public class Approvals {

    private static final Logger LOG = LoggerFactory.getLogger(Approvals.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Approval> byId = new LinkedHashMap<>();
    private final Optional<ApprovalFile> file;
    private final int most;

    Approvals(GovernanceSettings settings) {
        this.most = settings.approvals();
        this.file = settings.folder().map(folder -> new ApprovalFile(folder.resolve("approvals.jsonl")));
        file.ifPresent(kept -> kept.read().forEach(approval -> byId.put(approval.id(), approval)));
    }

    /** A file that cannot be used stops the start, and not the first call that needs it. */
    void open(@Observes StartupEvent start) {
        LOG.atDebug().addKeyValue("approvals", byId.size()).log("approvals are read");
    }

    /**
     * Takes note that somebody asks for a breaking change. Asked for again, it is the one that is there.
     *
     * @throws RegistryException when there are too many open ones, or it cannot be written down
     */
    public Approval request(SubjectName subject, String sha256, List<String> reasons, Step step) {
        lock.lock();
        try {
            Optional<Approval> open =
                    find(subject, sha256, State.REQUESTED).or(() -> find(subject, sha256, State.APPROVED));
            return open.orElseGet(() -> save(new Approval(
                    UUID.randomUUID().toString(),
                    subject.qualified(),
                    sha256,
                    reasons,
                    State.REQUESTED,
                    step,
                    Step.NOT_YET)));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Approves or rejects.
     *
     * @param fourEyes whether it must be somebody else than who asked
     * @throws RegistryException when there is no such approval, it is decided already, or not by whom it must be
     */
    public Approval decide(String id, State verdict, Step step, boolean fourEyes) {
        lock.lock();
        try {
            Approval approval = get(id);
            if (approval.state() != State.REQUESTED) {
                throw new RegistryException(
                        ErrorCode.APPROVAL_DECIDED, "Approval %s is %s already".formatted(id, approval.state()));
            }
            if (fourEyes && approval.requested().by().equals(step.by())) {
                throw new RegistryException(
                        ErrorCode.APPROVAL_DECIDED,
                        "Approval %s must be decided by somebody else than '%s', who asked for it"
                                .formatted(id, step.by()));
            }
            return save(approval.decide(verdict, step));
        } finally {
            lock.unlock();
        }
    }

    /**
     * The approval {@code id}.
     *
     * @throws RegistryException when there is none
     */
    public Approval get(String id) {
        lock.lock();
        try {
            Approval approval = byId.get(id);
            if (approval == null) {
                throw new RegistryException(
                        ErrorCode.APPROVAL_NOT_FOUND,
                        "Approval '%s' not found.".formatted(ConfluentFailures.shown(id)));
            }
            return approval;
        } finally {
            lock.unlock();
        }
    }

    /** All of them, oldest first. */
    public List<Approval> all() {
        lock.lock();
        try {
            return List.copyOf(byId.values());
        } finally {
            lock.unlock();
        }
    }

    /** The approval in {@code state} for this schema under {@code subject}. */
    public Optional<Approval> find(SubjectName subject, String sha256, State state) {
        return all().stream()
                .filter(approval -> approval.state() == state
                        && approval.sha256().equals(sha256)
                        && approval.subject().equals(subject.qualified()))
                .findFirst();
    }

    /** Takes note that what was approved is registered. */
    public void use(SubjectName subject, String sha256) {
        lock.lock();
        try {
            find(subject, sha256, State.APPROVED).ifPresent(approval -> save(approval.use()));
        } catch (RegistryException unwritten) {
            // It is registered all the same; at worst the approval can be used again for the same schema.
            LOG.atError().addKeyValue("subject", subject).log("that an approval was used could not be written down");
        } finally {
            lock.unlock();
        }
    }

    private Approval save(Approval approval) {
        if (!byId.containsKey(approval.id()) && byId.size() >= most) {
            makeRoom();
        }
        Map<String, Approval> after = new LinkedHashMap<>(byId);
        after.put(approval.id(), approval);
        try {
            if (file.isPresent()) {
                file.get().write(after.values());
            }
        } catch (IOException failed) {
            LOG.atError().setCause(failed).log("approvals cannot be written down");
            throw ConfluentFailures.store();
        }
        byId.put(approval.id(), approval);
        return approval;
    }

    private void makeRoom() {
        Approval done = byId.values().stream()
                .filter(approval -> approval.state() == State.REJECTED || approval.state() == State.USED)
                .findFirst()
                .orElseThrow(() -> new RegistryException(
                        ErrorCode.BUSY,
                        "There are %d open approvals, the most that are kept; decide some first".formatted(most)));
        byId.remove(done.id());
    }
}
