// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit;

import io.prism.core.Keyspace;
import java.util.Optional;

/** What a contract suite is run against: a backend, or a whole gateway in front of one. Safe for many threads. */
public interface ContractSubject extends AutoCloseable {

    /**
     * The subject, seen as one thin interface.
     *
     * @return empty when the subject does not have the interface
     */
    <T> Optional<T> as(Class<T> iface, Keyspace keyspace);

    /** Type of the backend that holds the entries, such as {@code memory}. */
    String backend();

    /** Where the subject runs. */
    Placement placement();

    /** Lets go of everything the subject holds, files it made for the test included. */
    @Override
    void close();
}
