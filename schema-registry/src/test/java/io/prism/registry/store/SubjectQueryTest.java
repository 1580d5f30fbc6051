// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.registry.store.SubjectQuery.Shown;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubjectQueryTest {

    private final SubjectStore store = () -> List.of(
            new Subject(":.test:orders-value", false),
            new Subject("audit", false),
            new Subject("orders-key", true),
            new Subject("orders-value", false));

    @Test
    void hidesWhatIsDeleted() {
        assertThat(names("", Shown.LIVE, 0, -1)).containsExactly(":.test:orders-value", "audit", "orders-value");
    }

    @Test
    void showsAllOrOnlyWhatIsDeleted() {
        assertThat(names("orders", Shown.ALL, 0, -1)).containsExactly("orders-key", "orders-value");
        assertThat(names("orders", Shown.DELETED, 0, -1)).containsExactly("orders-key");
    }

    @Test
    void looksIntoEveryContextWhenAsked() {
        assertThat(names(":*:orders", Shown.LIVE, 0, -1)).containsExactly(":.test:orders-value", "orders-value");
        assertThat(names(":.test:", Shown.LIVE, 0, -1)).containsExactly(":.test:orders-value");
    }

    @Test
    void pages() {
        assertThat(names("", Shown.ALL, 1, 2)).containsExactly("audit", "orders-key");
        assertThat(names("", Shown.ALL, 4, 2)).isEmpty();
        assertThat(names("", Shown.ALL, 0, 0)).isEmpty();
    }

    private List<String> names(String prefix, Shown shown, int offset, int limit) {
        return new SubjectQuery(prefix, shown, offset, limit).in(store);
    }
}
