// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.registry.content.SchemaContent;
import io.prism.registry.store.memory.MemoryStore;
import io.prism.schema.SchemaFormat;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends StoreContract {

    @Override
    protected Store emptyStore() {
        return new MemoryStore();
    }

    @Test
    void holdsNoMoreThanItMay() {
        // Given
        var small = new MemoryStore(250);
        add(small, "a");
        add(small, "b");

        // Then
        assertThatThrownBy(() -> add(small, "c"))
                .isInstanceOf(StoreException.Full.class)
                .hasMessageContainingAll("200 characters", "room for 250", "--store");
        assertThat(small.subject(ORDERS).versions()).hasSize(2);
        small.hide(ORDERS, Set.of(1), small.subject(ORDERS).revision());
        assertThatThrownBy(() -> add(small, "c")).isInstanceOf(StoreException.Full.class);
        small.remove(ORDERS, Set.of(1), small.subject(ORDERS).revision());
        assertThat(add(small, "c").version()).isEqualTo(3);
    }

    /** A schema of 100 characters. */
    private static SchemaVersion add(MemoryStore store, String letter) {
        var content = SchemaContent.of(SchemaFormat.AVRO, "\"" + letter.repeat(98) + "\"");
        return store.add(
                NewVersion.of(ORDERS, content, Instant.EPOCH),
                store.subject(ORDERS).revision());
    }
}
