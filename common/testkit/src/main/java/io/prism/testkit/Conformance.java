// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit;

import io.prism.core.Keyspace;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Holds a subject to all suites of one data model. Each data model has a subclass with its suites as nested classes; each
 * subject has a subclass of that, which only says how it is opened and what it does not claim.
 */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class Conformance {

    private static final AtomicLong KEYSPACES = new AtomicLong();

    /** The thin interfaces of the data model by their ids. */
    protected abstract Map<String, Class<?>> interfaces();

    /** Opens what the suites are run against; called once for each suite, which closes it. */
    protected abstract ContractSubject subject();

    /**
     * Ids of interfaces and rules that the subject does not claim. Their suites are left out, and the interfaces must not
     * be there.
     */
    protected Set<String> lacking() {
        return Set.of();
    }

    /**
     * A keyspace that a test may use. Here it is a new one each time; a subject with a fixed set of keyspaces may answer
     * the same one always, holding entries of earlier tests.
     *
     * @param suite what the test's suite covers
     */
    protected Keyspace freshKeyspace(String suite) {
        return new Keyspace("contract", "k" + KEYSPACES.incrementAndGet());
    }

    @Nested
    class Claims extends ClaimsContract {}
}
