// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.core.Keyspace;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A subject has exactly the interfaces that are claimed for it: none is missing and none is there in silence. */
@CoversInterface("claims")
public abstract class ClaimsContract extends Contract {

    @Test
    void hasExactlyTheClaimedInterfaces() {
        // Given
        var keyspace = freshKeyspace();

        // When
        var found = found(keyspace);

        // Then
        var claimed = new TreeSet<>(conformance().interfaces().keySet());
        claimed.removeAll(conformance().lacking());
        assertThat(found).isNotEmpty().isEqualTo(claimed);
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
        conformance()
                .interfaces()
                .forEach((id, iface) -> opened().as(iface, keyspace).ifPresent(_ -> found.add(id)));
        return found;
    }

    private interface Unheard {}
}
