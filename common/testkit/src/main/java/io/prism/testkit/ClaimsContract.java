// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.core.Keyspace;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.KeyValueCas;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueTransactional;
import io.prism.spi.keyvalue.KeyValueTtl;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A subject has exactly the interfaces that are claimed for it: none is missing and none is there in silence. */
@CoversInterface("claims")
public abstract class ClaimsContract extends Contract {

    private static final Map<String, Class<?>> INTERFACES = Map.of(
            "keyvalue_basic", KeyValueBasic.class,
            "keyvalue_ttl", KeyValueTtl.class,
            "keyvalue_scan", KeyValueScan.class,
            "keyvalue_batch", KeyValueBatch.class,
            "keyvalue_cas", KeyValueCas.class,
            "keyvalue_counter", KeyValueCounter.class,
            "keyvalue_transactional", KeyValueTransactional.class);

    /** Ids of the interfaces that the backend's registry entry claims. */
    protected abstract Set<String> claimed();

    @Test
    void hasExactlyTheClaimedInterfaces() {
        // Given
        var keyspace = freshKeyspace();

        // When
        var found = found(keyspace);

        // Then
        assertThat(found).isEqualTo(new TreeSet<>(claimed()));
    }

    @Test
    void hasNoInterfaceThatNobodyKnows() {
        // Given
        var keyspace = freshKeyspace();

        // When
        var answer = opened().as(Unheard.class, keyspace);

        // Then
        assertThat(answer).isEmpty();
    }

    @Test
    void alwaysAnswersTheSame() {
        // Given
        var keyspace = freshKeyspace();

        // When
        var first = found(keyspace);
        var second = found(keyspace);

        // Then
        assertThat(second).isEqualTo(first);
    }

    private Set<String> found(Keyspace keyspace) {
        var found = new TreeSet<String>();
        INTERFACES.forEach((id, iface) -> opened().as(iface, keyspace).ifPresent(_ -> found.add(id)));
        return found;
    }

    private interface Unheard {}
}
