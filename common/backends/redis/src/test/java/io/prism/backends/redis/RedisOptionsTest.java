// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.catalogue.Catalogue;
import io.prism.core.failure.GatewayException.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisOptionsTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void hasADefaultForEverythingButTheAddress() {
        // When
        var options = read(Map.of("url", "redis://localhost"));

        // Then
        assertThat(options.endpoint().address()).isEqualTo("redis://localhost:6379");
        assertThat(options.endpoint().database()).isZero();
        assertThat(options.endpoint().user()).isEmpty();
        assertThat(options.endpoint().password()).isEmpty();
        assertThat(options.endpoint().tls()).isEmpty();
        assertThat(options.rawPrefix()).isEmpty();
        assertThat(options.limits().connections()).isEqualTo(4);
        assertThat(options.limits().waiting()).isEqualTo(10_000);
        assertThat(options.limits().connectTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.limits().commandTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.limits().acquireTimeout()).isEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @CsvSource({
        "redis://h:1/3, redis://h:1, 3",
        "redis://h:1/, redis://h:1, 0",
        "rediss://10.0.0.1:65535, rediss://10.0.0.1:65535, 0",
        "redis://[::1]:7, redis://[::1]:7, 0",
        "unix:/run/redis.sock, unix:///run/redis.sock, 0",
        "unix:///run/redis.sock, unix:///run/redis.sock, 0",
    })
    void takesAddresses(String url, String address, int database) {
        // When
        var endpoint = read(Map.of("url", url)).endpoint();

        // Then
        assertThat(endpoint.address()).isEqualTo(address);
        assertThat(endpoint.database()).isEqualTo(database);
        assertThat(endpoint.tls().isPresent()).isEqualTo(url.startsWith("rediss"));
    }

    @Test
    void takesADatabaseInTheUrlTogetherWithTheDefaultsOfTheRegistry() {
        // Given
        Map<String, String> written = new HashMap<>();
        Catalogue.builtIn().backend("redis").orElseThrow().options().values().stream()
                .filter(option -> option.otherwise() != null)
                .forEach(option -> written.put(option.name(), option.otherwise()));
        written.put("url", "redis://h:1/3");

        // When
        var options = read(written);

        // Then
        assertThat(options.endpoint().database()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:6379, url, must be redis://",
        "http://localhost:6379, url, must be redis://",
        "'', url, must be redis://",
        "redis://, url, must be redis://",
        "redis:localhost, url, must be redis://",
        "redis://local host, url, must be redis://",
        "redis://h:0, url, must be redis://",
        "redis://h:65536, url, must be redis://",
        "redis://h:x, url, must be redis://",
        "unix:, url, must be redis://",
        "unix://host/path, url, must be redis://",
        "redis://h/one, url, must end after the port",
        "redis://h/1/2, url, must end after the port",
        "redis://h?db=1, url, must be redis://",
        "redis://h#1, url, must be redis://",
        "redis://:geheim@h:1, url, must not hold a user name or password",
        "redis://user:geheim@h:1, url, must not hold a user name or password",
        "redis://geheim@h_x:1, url, must not hold a user name or password",
    })
    void refusesAddresses(String url, String option, String constraint) {
        assertRefused(Map.of("url", url), option, constraint);
    }

    @ParameterizedTest
    @CsvSource({
        "database, -1, must be a whole number",
        "database, x, must be a whole number",
        "pool.max, 0, must be 1 to 64",
        "pool.max, 65, must be 1 to 64",
        "pool.max, many, must be a whole number",
        "pool.waiting, 0, must be 1 to 100000",
        "pool.waiting, 100001, must be 1 to 100000",
        "connect-timeout, 0s, must be 1ms to 1h",
        "connect-timeout, 5, must be a whole number and a unit",
        "command-timeout, 0ms, must be 1ms to 1h",
        "command-timeout, 61m, must be 1ms to 1h",
        "acquire-timeout, soon, must be a whole number and a unit",
        "username, geheim, needs the option password too",
        "tls.ca, /geheim, can only be set with a url that begins with rediss:",
        "tls.cert, /geheim, can only be set with a url that begins with rediss:",
        "tls.key, /geheim, can only be set with a url that begins with rediss:",
        "tls.verify-host, false, can only be set with a url that begins with rediss:",
        "raw-keys, maybe, must be true or false",
        "key-prefix, app:, can only be set with raw-keys: true",
    })
    void refusesValues(String option, String text, String constraint) {
        assertRefused(Map.of("url", "redis://h", option, text), option, constraint);
    }

    @Test
    void refusesACertificateWithoutItsKeyAndFilesThatAreNotThere() throws IOException {
        // Given
        var file = Files.createFile(folder.resolve("a.pem")).toString();
        String url = "rediss://h";

        // When, Then
        assertRefused(Map.of("url", url, "tls.cert", file), "tls.key", "is required");
        assertRefused(Map.of("url", url, "tls.key", file), "tls.cert", "is required");
        assertRefused(Map.of("url", url, "tls.ca", folder.resolve("b").toString()), "tls.ca", "PEM file");
        assertRefused(Map.of("url", url, "tls.ca", folder.toString()), "tls.ca", "PEM file");
        assertRefused(Map.of("url", url, "tls.verify-host", "yes"), "tls.verify-host", "true or false");
        assertThat(read(Map.of("url", url, "tls.ca", file)).endpoint().tls()).isPresent();
    }

    @Test
    void refusesTwoDifferentDatabasesAndAnEmptyUserName() {
        assertRefused(Map.of("url", "redis://h/1", "database", "2"), "database", "must be the same as in url");
        assertRefused(
                Map.of("url", "redis://h", "username", "", "password", "geheim"), "username", "must not be empty");
        assertThat(read(Map.of("url", "redis://h/1", "database", "1"))
                        .endpoint()
                        .database())
                .isEqualTo(1);
    }

    @Test
    void needsAnAddress() {
        assertRefused(Map.of(), "url", "is required");
    }

    @Test
    void refusesAUnixSocketWhereTheProgramCannotUseOne() {
        // Given: the Vert.x of these tests has no native transport.
        var driver = new RedisDriver(RedisSubject.VERTX);
        var settings = Catalogue.builtIn()
                .backend("redis")
                .orElseThrow()
                .settings("backends.cache", Map.of("url", "unix:/run/redis.sock"));

        // When, Then
        assertThat(RedisSubject.VERTX.isNativeTransportEnabled()).isFalse();
        assertThatThrownBy(() -> driver.open("cache", settings))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("backends.cache.url must be redis:// or rediss:// here");
    }

    @Test
    void neverShowsThePassword() {
        // Given
        var all = new HashMap<>(Map.of("url", "redis://h", "username", "prism", "password", "geheim"));

        // When
        var options = read(all);

        // Then
        assertThat(options.toString()).doesNotContain("geheim");
        assertThat(options.endpoint().toString()).doesNotContain("geheim").doesNotContain("prism");
    }

    @Test
    void takesPlainStringsWithAndWithoutAPrefix() {
        assertThat(read(Map.of("url", "redis://h", "raw-keys", "true")).rawPrefix())
                .isEqualTo(Optional.of(""));
        assertThat(read(Map.of("url", "redis://h", "raw-keys", "true", "key-prefix", "app:"))
                        .rawPrefix())
                .isEqualTo(Optional.of("app:"));
        assertThat(read(Map.of("url", "redis://h", "raw-keys", "false")).rawPrefix())
                .isEmpty();
    }

    private static RedisOptions read(Map<String, String> values) {
        return RedisOptions.from(
                Catalogue.builtIn().backend("redis").orElseThrow().settings("backends.cache", values));
    }

    private static void assertRefused(Map<String, String> values, String option, String constraint) {
        assertThatThrownBy(() -> read(values)).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.field()).isEqualTo("backends.cache." + option);
            assertThat(rejected.getMessage()).contains(constraint).doesNotContain("geheim");
        });
    }
}
