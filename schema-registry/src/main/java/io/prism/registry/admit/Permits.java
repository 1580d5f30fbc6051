// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.admit;

import io.prism.identity.AccessFile;
import io.prism.identity.Identification;
import io.prism.identity.Identities;
import io.prism.identity.Principal;
import io.prism.registry.admit.Grants.Grant;
import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lets callers in, and says what they may do. Safe for use by many threads; not for event loops. */
@ApplicationScoped
public class Permits {

    private static final String GROUP = "group:";
    private static final String ANYBODY = "*";
    private static final int PARTS = 4;

    /**
     * Something that is allowed.
     *
     * @param who a name, {@code group:NAME}, or {@code *} for whoever is known
     * @param grant what is allowed
     */
    private record Rule(String who, Grant grant) {

        static Rule parse(String line) {
            String[] parts = line.split("\\s+", -1);
            if (parts.length != PARTS || !parts[0].equals("allow")) {
                throw new IllegalArgumentException("it is not: allow WHO read|write|admin SUBJECTS");
            }
            return new Rule(parts[1], new Grant(access(parts[2]), new NamePattern(parts[3])));
        }

        private static Access access(String word) {
            return Stream.of(Access.values())
                    .filter(access -> access.name().equalsIgnoreCase(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no access but read, write and admin"));
        }

        static Rule of(AccessSettings.Rule rule) {
            return new Rule(rule.allow(), new Grant(rule.to(), new NamePattern(rule.subjects())));
        }

        boolean isFor(Principal principal) {
            return who.equals(ANYBODY)
                    || (who.startsWith(GROUP)
                            ? principal.groups().contains(who.substring(GROUP.length()))
                            : who.equals(principal.name()));
        }
    }

    private final boolean enabled;
    private final List<Rule> rules;
    private final Identities identities;
    private final Caller caller;

    Permits(AccessSettings settings, InstantSource clock, Caller caller) {
        this.enabled = settings.enabled();
        this.rules = enabled ? rules(settings) : List.of();
        this.identities = new Identities(settings.sources(), clock);
        this.caller = caller;
    }

    private static List<Rule> rules(AccessSettings settings) {
        List<Rule> rules = new ArrayList<>();
        settings.rules().forEach(rule -> rules.add(Rule.of(rule)));
        settings.rulesFile().ifPresent(file -> rules.addAll(AccessFile.entries(file, Rule::parse)));
        return List.copyOf(rules);
    }

    /** Whether access is controlled. */
    public boolean enabled() {
        return enabled;
    }

    /**
     * Makes the {@link Caller} of this call who it shows itself to be.
     *
     * @param authorization the header of that name; null when there is none
     * @throws RegistryException when it is nobody that is known
     */
    public void admit(@Nullable String authorization) {
        if (enabled) {
            Principal who = known(identities.identify(authorization));
            caller.become(
                    who.name(),
                    new Grants(rules.stream()
                            .filter(rule -> rule.isFor(who))
                            .map(Rule::grant)
                            .toList()));
        }
    }

    private static Principal known(Identification identification) {
        return switch (identification) {
            case Identification.Known known -> known.identity().who();
            case Identification.Anonymous _ ->
                throw refused("This registry must know who calls: send basic credentials or a bearer token");
            case Identification.Refused _ -> throw refused("The credentials are not right");
            case Identification.Busy _ ->
                throw new RegistryException(ErrorCode.BUSY, "Too many passwords are being checked; try again");
        };
    }

    private static RegistryException refused(String message) {
        return new RegistryException(ErrorCode.UNAUTHENTICATED, message);
    }
}
