// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.prism.backends.postgres.connect.DatabaseTarget;
import io.prism.core.OptionMap;
import io.prism.core.catalogue.Catalogue;
import io.prism.core.failure.GatewayException.Rejected;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresOptionsTest {

    private static final String URL = "postgresql://ann@db.example:5433/shop";

    @Test
    void takesEverythingFromTheUrlAndHasDefaultsForTheRest() {
        // Given
        var settings = settings(Map.of("url", URL));

        // When
        var options = PostgresOptions.from(settings);

        // Then
        assertThat(options.target().toString()).isEqualTo("db.example:5433/shop");
        assertThat(options.target().user()).isEqualTo("ann");
        assertThat(options.target().password()).isEmpty();
        assertThat(options.schema()).isEqualTo("\"prism\"");
        assertThat(options.adopted()).isEmpty();
        assertThat(options.limits().connections()).isEqualTo(4);
        assertThat(options.limits().waiting()).isEqualTo(1000);
        assertThat(options.limits().pipelining()).isEqualTo(64);
        assertThat(options.limits().connectTimeout()).hasSeconds(2);
        assertThat(options.limits().commandTimeout()).hasSeconds(5);
        assertThat(options.limits().acquireTimeout()).hasSeconds(2);
    }

    @Test
    void prefersOptionsOfTheirOwnToTheUrl() {
        // Given
        var settings = settings(Map.of("url", "postgres://ann:p%40%2Bss+@h/", "username", "bob", "password", "secret"));
        var plain = settings(Map.of("url", "postgres://a%20nn:p%40%2Bss+@[::1]?sslmode=require"));

        // When
        DatabaseTarget target = PostgresOptions.from(settings).target();
        DatabaseTarget fromUrl = PostgresOptions.from(plain).target();

        // Then
        assertThat(target.user()).isEqualTo("bob");
        assertThat(target.password()).isEqualTo("secret");
        assertThat(target.database()).isEqualTo("bob");
        assertThat(target.port()).isEqualTo(5432);
        assertThat(fromUrl.user()).isEqualTo("a nn");
        assertThat(fromUrl.password()).isEqualTo("p@+ss+");
        assertThat(fromUrl.host()).isEqualTo("::1");
        assertThat(fromUrl.toString()).doesNotContain("p@+ss+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "db.example",
                "redis://ann:hush@h/db",
                "postgresql://",
                "postgresql://ann:hush@",
                "postgresql://ann:hush@h:0/db",
                "postgresql://ann:hush@h:70000/db",
                "postgresql://ann:hush@h:port/db",
                "postgresql://ann:hush@h1,h2/db",
                "postgresql://ann:hu%zzsh@h/db",
                "postgresql://ann:hu sh@h/db",
                "postgresql://ann:hush@h/db/more",
                "postgresql://ann:hush@h/db?options=-c",
                "postgresql://ann:hush@h/db?sslmode=require&x=y",
                "postgresql://ann:hush@h/db?sslmode=perhaps",
                "postgresql://ann:hush@h/db#part"
            })
    void refusesAnAddressThatIsNoneAndDoesNotRepeatIt(String url) {
        // Given
        var settings = settings(Map.of("url", url));

        // When, Then
        assertThatThrownBy(() -> PostgresOptions.from(settings))
                .isInstanceOf(Rejected.class)
                .hasMessageStartingWith("backends.pg.")
                .hasMessageNotContaining("hush");
    }

    static Stream<Arguments> bad() {
        String name = "x".repeat(64);
        return Stream.of(
                arguments("url", Map.of()),
                arguments("username", Map.of("url", "postgresql://h/db")),
                arguments("pool.max", Map.of("url", URL, "pool.max", "1")),
                arguments("pool.max", Map.of("url", URL, "pool.max", "many")),
                arguments("pool.waiting", Map.of("url", URL, "pool.waiting", "0")),
                arguments("pool.pipelining", Map.of("url", URL, "pool.pipelining", "0")),
                arguments("connect-timeout", Map.of("url", URL, "connect-timeout", "2")),
                arguments("command-timeout", Map.of("url", URL, "command-timeout", "0ms")),
                arguments("acquire-timeout", Map.of("url", URL, "acquire-timeout", "1d")),
                arguments("tls.mode", Map.of("url", URL, "tls.mode", "always")),
                arguments("tls.mode", Map.of("url", URL, "tls.mode", "require", "tls.ca", "ca.pem")),
                arguments("tls.ca", Map.of("url", URL, "tls.mode", "verify-full")),
                arguments("tls.ca", Map.of("url", URL, "tls.mode", "verify-ca", "tls.ca", " ")),
                arguments("schema", Map.of("url", URL, "schema", "")),
                arguments("schema", Map.of("url", URL, "schema", name)),
                arguments("raw-keys", Map.of("url", URL, "raw-keys", "yes")),
                arguments("table", Map.of("url", URL, "table", "t")),
                arguments("expires-column", Map.of("url", URL, "expires-column", "t")),
                arguments("table", raw(Map.of("key-column", "k", "value-column", "v"))),
                arguments("table", raw(Map.of("table", "a.b.c", "key-column", "k", "value-column", "v"))),
                arguments("table", raw(Map.of("table", "a.", "key-column", "k", "value-column", "v"))),
                arguments("key-column", raw(Map.of("table", "t", "value-column", "v"))),
                arguments("value-column", raw(Map.of("table", "t", "key-column", "k"))),
                arguments("value-column", raw(Map.of("table", "t", "key-column", "k", "value-column", name))),
                arguments("schema", raw(Map.of("table", "t", "key-column", "k", "value-column", "v", "schema", "s"))));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusesOptionsThatMakeNoSenseAndNamesThem(String option, Map<String, String> options) {
        // Given
        var settings = settings(options);

        // When, Then
        assertThatThrownBy(() -> PostgresOptions.from(settings))
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.field()).isEqualTo("backends.pg." + option));
    }

    @Test
    void quotesNamesSoThatTheyAreNothingElse() {
        // Given
        var own = settings(Map.of("url", URL, "schema", "a\"; DROP SCHEMA b; --"));
        var adopting = settings(raw(Map.of("table", "Shop.or\"ders", "key-column", "K e y", "value-column", "v")));

        // When
        var schema = PostgresOptions.from(own).schema();
        var adopted = PostgresOptions.from(adopting).adopted().orElseThrow();

        // Then
        assertThat(schema).isEqualTo("\"a\"\"; DROP SCHEMA b; --\"");
        assertThat(adopted.table()).isEqualTo("\"Shop\".\"or\"\"ders\"");
        assertThat(adopted.key()).isEqualTo("\"K e y\"");
    }

    private static Map<String, String> raw(Map<String, String> options) {
        var all = new HashMap<>(options);
        all.put("url", URL);
        all.put("raw-keys", "true");
        return all;
    }

    private static OptionMap settings(Map<String, String> options) {
        return Catalogue.builtIn().backend("postgres").orElseThrow().settings("backends.pg", options);
    }
}
