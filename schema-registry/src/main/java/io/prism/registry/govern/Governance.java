// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.govern;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prism.registry.admit.NamePattern;
import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import io.prism.registry.govern.approve.Approval.State;
import io.prism.registry.govern.approve.Approvals;
import io.prism.registry.govern.rule.Finding;
import io.prism.registry.govern.rule.GovernanceSettings;
import io.prism.registry.govern.rule.GovernanceSettings.Breaking;
import io.prism.registry.govern.rule.Level;
import io.prism.registry.govern.rule.TagRules;
import io.prism.registry.govern.rule.Warnings;
import io.prism.registry.govern.trail.Trail;
import io.prism.registry.name.SubjectName;
import io.prism.registry.register.ChangeGovernance;
import io.prism.registry.register.Proposal;
import io.prism.registry.store.SchemaVersion;
import io.prism.schema.ParsedSchema;
import io.prism.schema.tag.SchemaPart;
import io.prism.schema.tag.SchemaTags;
import io.prism.schema.tag.TagName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies rules and approvals to what is registered, and writes down what happened. Safe for use by many threads. */
@ApplicationScoped
public class Governance implements ChangeGovernance {

    private static final Logger LOG = LoggerFactory.getLogger(Governance.class);

    private final GovernanceSettings settings;
    private final Approvals approvals;
    private final Trail trail;
    private final Warnings warnings;

    Governance(GovernanceSettings settings, Approvals approvals, Trail trail, Warnings warnings) {
        this.settings = settings;
        this.approvals = approvals;
        this.trail = trail;
        this.warnings = warnings;
    }

    /** How seriously the rules are taken for {@code subject}. */
    public Level level(SubjectName subject) {
        return settings.subjects().entrySet().stream()
                .filter(entry -> new NamePattern(entry.getKey()).matches(subject.qualified()))
                .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse(settings.level());
    }

    /** The rules that {@code schema} breaks under {@code level}. */
    public List<Finding> findings(ParsedSchema schema, Level level) {
        if (level == Level.OFF) {
            return List.of();
        }
        List<NamePattern> excepted = level == Level.STRICT
                ? List.of()
                : settings.requiredFields().stream().map(NamePattern::new).toList();
        return new TagRules(name -> excepted.stream().anyMatch(pattern -> pattern.matches(name))).check(schema);
    }

    @Override
    public void admit(Proposal proposal) {
        Level level = level(proposal.subject());
        List<Finding> findings = findings(proposal.prepared().asSent(), level);
        if (findings.isEmpty()) {
            return;
        }
        if (level.refuses()) {
            throw new RegistryException(
                    ErrorCode.GOVERNANCE,
                    "Registration refused by %d rules: %s"
                            .formatted(
                                    findings.size(),
                                    findings.stream().map(Finding::toString).collect(Collectors.joining("; "))));
        }
        warnings.are(findings);
        LOG.atWarn()
                .addKeyValue("subject", proposal.subject())
                .addKeyValue("findings", findings.size())
                .log("a schema breaks rules that only warn: {}", findings.getFirst());
    }

    @Override
    public boolean mayBreak(Proposal proposal, List<String> reasons) {
        return settings.breakingChanges() == Breaking.APPROVAL
                && approvals
                        .find(proposal.subject(), sha256(proposal), State.APPROVED)
                        .isPresent();
    }

    @Override
    public void registered(Proposal proposal, SchemaVersion version, boolean broke) {
        if (broke) {
            approvals.use(proposal.subject(), sha256(proposal));
        }
        trail.record("schema_registration", entry -> {
            entry.put("subject", proposal.subject().qualified())
                    .put("schema_version", version.version())
                    .put("id", version.id())
                    .put("sha256", sha256(proposal));
            tags(entry, proposal.prepared().asSent().tags());
            entry.put("action", broke ? "approved" : "registered");
        });
    }

    private static void tags(ObjectNode entry, SchemaTags tags) {
        for (String name : List.of(TagName.OWNER_TEAM, TagName.SENSITIVITY, TagName.COMPLIANCE)) {
            Optional<String> value = tags.having(name).stream()
                    .findFirst()
                    .flatMap(part -> part.tags().get(name));
            value.ifPresent(text -> entry.put(name, text));
        }
        List<SchemaPart> personal = tags.having(TagName.PII);
        if (!personal.isEmpty()) {
            var fields = entry.putArray("pii_fields");
            personal.forEach(part -> fields.add(part.path()));
        }
    }

    @Override
    public void deleted(SubjectName subject, Set<Integer> versions, boolean permanently) {
        trail.record("schema_deletion", entry -> {
            entry.put("subject", subject.qualified());
            versions.stream().sorted().forEach(entry.putArray("versions")::add);
            entry.put("action", permanently ? "removed" : "hidden");
        });
    }

    private static String sha256(Proposal proposal) {
        return proposal.prepared().schema().fingerprint().hex();
    }
}
