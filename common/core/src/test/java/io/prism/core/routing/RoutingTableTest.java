// SPDX-License-Identifier: Apache-2.0
package io.prism.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.Keyspace;
import io.prism.core.failure.GatewayException.NotServed;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.Unknown;
import io.prism.core.routing.RoutingTable.Row;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoutingTableTest {

    private final RoutingTable<String> table = new RoutingTable<>(
            List.of("default", "orders", "empty"),
            List.of(
                    row("default", "kv", "default-kv", "Basic"),
                    row("orders", "sessions", "orders-sessions", "Basic", "Scan"),
                    row("orders", "carts", "orders-carts", "Basic")));

    @Test
    void takesTheDefaultNamespaceWhenTheCallNamesNone() {
        // When
        var found = table.find(null, null, "Basic");

        // Then
        assertThat(found.target()).isEqualTo("default-kv");
    }

    @Test
    void needsNoBindingWhereOnlyOneServesTheService() {
        // When
        var found = table.find("orders", null, "Scan");

        // Then
        assertThat(found.target()).isEqualTo("orders-sessions");
    }

    @Test
    void takesTheBindingThatTheCallNames() {
        // When
        var found = table.find("orders", "carts", "Basic");

        // Then
        assertThat(found.target()).isEqualTo("orders-carts");
    }

    @Test
    void asksForTheBindingWhereSeveralServeTheService() {
        assertThatThrownBy(() -> table.find("orders", null, "Basic"))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("prism-binding")
                .hasMessageContaining("sessions, carts");
    }

    @Test
    void saysWhatTheNamespaceServesInstead() {
        assertThatThrownBy(() -> table.find("orders", null, "Queue"))
                .isInstanceOfSatisfying(
                        NotServed.class,
                        failure -> assertThat(failure.served()).containsExactlyInAnyOrder("Basic", "Scan"));
    }

    @Test
    void saysWhatTheNamedBindingServesInstead() {
        assertThatThrownBy(() -> table.find("orders", "carts", "Scan"))
                .isInstanceOfSatisfying(
                        NotServed.class, failure -> assertThat(failure.served()).containsExactly("Basic"));
    }

    @Test
    void doesNotTellTheNamesOfOtherNamespaces() {
        assertThatThrownBy(() -> table.find("nope", null, "Basic"))
                .isInstanceOf(Unknown.class)
                .hasMessageContaining("'nope'")
                .hasMessageNotContaining("orders");
    }

    @Test
    void namesTheBindingsOfTheNamespaceForAnUnknownOne() {
        assertThatThrownBy(() -> table.find("orders", "nope", "Basic"))
                .isInstanceOf(Unknown.class)
                .hasMessageContaining("sessions, carts");
    }

    @Test
    void knowsANamespaceWithoutBindings() {
        assertThatThrownBy(() -> table.find("empty", null, "Basic")).isInstanceOf(NotServed.class);
    }

    private static Row<String> row(String namespace, String binding, String target, String... services) {
        return new Row<>(new Keyspace(namespace, binding), Set.of(services), target);
    }
}
