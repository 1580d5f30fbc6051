// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit;

import static java.util.Objects.requireNonNull;

import io.prism.core.Keyspace;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What all contract suites share. A suite opens its subject once, runs all its tests against it and closes it; the
 * tests keep out of each other's way by names that no other test uses.
 */
@ExtendWith(CoverageRecord.class)
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
public abstract class Contract {

    private static final AtomicLong KEYSPACES = new AtomicLong();

    private @Nullable ContractSubject opened;

    /** Opens what the suite is run against; called once. The suite closes it. */
    protected abstract ContractSubject subject();

    /**
     * A keyspace that a test may use. Here it is a new one each time; a subject with a fixed set of keyspaces may
     * answer the same one always, holding entries of earlier tests.
     */
    protected Keyspace freshKeyspace() {
        return new Keyspace("contract", "k" + KEYSPACES.incrementAndGet());
    }

    /** What the suite is run against, once it is open. */
    protected final ContractSubject opened() {
        return requireNonNull(opened, "the subject is not open");
    }

    /** Called by JUnit. */
    @BeforeAll
    protected final void openSubject() {
        opened = subject();
    }

    /** Called by JUnit. */
    @AfterAll
    protected final void closeSubject() {
        if (opened != null) {
            opened.close();
        }
    }
}
