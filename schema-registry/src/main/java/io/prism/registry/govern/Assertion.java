// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.govern;

import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.find.VersionLookup;
import io.prism.registry.find.VersionNumber;
import io.prism.registry.name.SubjectName;
import io.prism.registry.register.Candidate;
import io.prism.registry.register.SubmittedSchemaReader;
import io.prism.registry.register.SubmittedSchemaReader.Reading;
import io.prism.registry.resolve.ParsedSchemas;
import io.prism.registry.store.SchemaVersion;
import io.prism.schema.ParsedSchema;
import io.prism.schema.compatible.Compatibility;
import io.prism.schema.compatible.CompatibilityMode;
import io.prism.schema.compatible.EarlierVersion;
import io.prism.schema.compatible.Verdict;
import io.prism.schema.difference.CompatibilityPolicy;
import io.prism.schema.fault.SchemaException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a consumer that was built for something can live with what is registered. Changes nothing. */
@ApplicationScoped
public class Assertion {

    /**
     * What a consumer relies on.
     *
     * @param expectedVersion the version it was built for; empty when any will do
     * @param schema the schema it reads with; empty when it is only about the version
     * @param mode which versions it must be able to read: the latest, or with a transitive mode all of them
     */
    public record Reliance(Optional<Integer> expectedVersion, Optional<Candidate> schema, CompatibilityMode mode) {}

    /**
     * Whether it can.
     *
     * @param latestVersion what is registered
     * @param messages why not; empty when it can
     */
    public record Outcome(int latestVersion, List<String> messages) {

        /** Keeps a copy. */
        public Outcome {
            messages = List.copyOf(messages);
        }
    }

    private final VersionLookup versions;
    private final SubmittedSchemaReader preparation;
    private final ParsedSchemas texts;

    Assertion(VersionLookup versions, SubmittedSchemaReader preparation, ParsedSchemas texts) {
        this.versions = versions;
        this.preparation = preparation;
        this.texts = texts;
    }

    /**
     * Compares what a consumer relies on with the live versions of {@code subject}.
     *
     * @throws io.prism.registry.fault.RegistryException when there is no such subject, or the schema is not right
     */
    public Outcome check(SubjectName subject, Reliance reliance) {
        SchemaVersion latest = versions.get(subject, VersionNumber.LATEST, false);
        List<String> messages = new ArrayList<>();
        reliance.expectedVersion()
                .filter(expected -> expected != latest.version())
                .ifPresent(expected ->
                        messages.add("expected version %d, the latest is %d".formatted(expected, latest.version())));
        reliance.schema().ifPresent(schema -> messages.addAll(unreadable(latest.subject(), schema, reliance.mode())));
        return new Outcome(latest.version(), messages);
    }

    private List<String> unreadable(SubjectName subject, Candidate schema, CompatibilityMode mode) {
        ParsedSchema reader =
                preparation.read(schema, subject.context(), Reading.NEW, false).schema();
        List<EarlierVersion> written = versions.all(subject, false).stream()
                .filter(version -> !version.hidden())
                .map(version ->
                        new EarlierVersion(version.version(), texts.registered(version.content(), subject.context())))
                .toList();
        try {
            Verdict verdict =
                    new Compatibility(mode, CompatibilityPolicy.LENIENT, texts.limits()).check(reader, written);
            return verdict.messages(false);
        } catch (SchemaException refused) {
            throw ConfluentFailures.invalidSchema(refused);
        }
    }
}
