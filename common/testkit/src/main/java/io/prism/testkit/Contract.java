// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit;

import static java.util.Objects.requireNonNull;

import io.prism.core.Keyspace;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What all contract suites share. A suite is a nested class of a {@link Conformance}, which opens its subject once; all
 * tests of the suite run against it, and keep out of each other's way by names that no other test uses.
 */
@ExtendWith({CoverageRecord.class, SuiteSubject.class})
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
public abstract class Contract {

    private @Nullable Conformance conformance;
    private @Nullable ContractSubject opened;

    /** A keyspace that a test may use; it may hold entries of earlier tests. */
    protected final Keyspace freshKeyspace() {
        return conformance().freshKeyspace(covers().orElse(""));
    }

    /** What the suite is run against, once it is open. */
    protected final ContractSubject opened() {
        return requireNonNull(opened, "the subject is not open");
    }

    /** What the suite is part of. */
    final Conformance conformance() {
        return requireNonNull(conformance, "the suite is no nested class of a Conformance");
    }

    /** Id of the interface that the suite is about, or of a rule that spans several. */
    final Optional<String> covers() {
        return Optional.ofNullable(getClass().getAnnotation(CoversInterface.class))
                .map(CoversInterface::value);
    }

    final void open(Conformance whole) {
        conformance = whole;
        opened = whole.subject();
    }

    final void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
