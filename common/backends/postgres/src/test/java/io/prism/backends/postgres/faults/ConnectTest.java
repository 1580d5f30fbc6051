// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.backends.postgres.BackendsTest;
import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.spi.Backend;
import io.prism.spi.BackendHealth.State;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.testkit.server.FaultProxy;
import io.prism.testkit.server.PostgresServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways to get a connection, and not to get one. */
class ConnectTest extends BackendsTest {

    private static final String SECRET = "correct-horse";

    @TempDir
    private static Path folder = Path.of("");

    private PostgresServer server = PostgresServer.shared();
    private String url = "";

    @BeforeAll
    void start() throws IOException, InterruptedException, GeneralSecurityException {
        certificate("ours", "localhost");
        certificate("other", "localhost");
        server = PostgresServer.started(Map.of());
        String rules = """
                host all ann 127.0.0.1/32 scram-sha-256
                host all old 127.0.0.1/32 md5
                hostssl all safe 127.0.0.1/32 trust
                host all safe 127.0.0.1/32 reject
                host all all 127.0.0.1/32 trust
                host all all ::1/128 trust
                """;
        Files.writeString(server.folder().resolve("pg_hba.conf"), rules, StandardOpenOption.TRUNCATE_EXISTING);
        for (String file : List.of("server.crt", "server.key")) {
            Path copy = server.folder().resolve(file);
            Files.copy(folder.resolve("ours").resolve(file), copy);
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
        }
        url = server.url();
        PostgresServer.execute(
                url,
                "CREATE ROLE ann LOGIN SUPERUSER PASSWORD '" + SECRET + "'",
                "SET password_encryption = 'md5'; CREATE ROLE old LOGIN SUPERUSER PASSWORD '" + SECRET + "'",
                "CREATE ROLE safe LOGIN SUPERUSER",
                "CREATE ROLE limited LOGIN CONNECTION LIMIT 2",
                "GRANT CREATE ON DATABASE postgres TO limited",
                "ALTER SYSTEM SET ssl = on",
                "SELECT pg_reload_conf()");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann", "old"})
    void logsInWithAPassword(String user) {
        // Given
        var backend = open(url, Map.of("username", user, "password", SECRET));

        // When
        set(backend, "a", user);

        // Then
        assertThat(text(backend, "a")).contains(user);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong-donkey", "", " "})
    void saysThatThePasswordIsWrongWithoutShowingIt(String password) {
        // Given
        var backend = open(url, Map.of("username", "ann", "password", password));

        // When, Then
        assertThatThrownBy(() -> set(backend, "a", "1"))
                .isInstanceOfSatisfying(BackendDown.class, down -> {
                    assertThat(down.mayHaveHappened()).isFalse();
                    assertThat(chain(down)).doesNotContain("donkey").doesNotContain(SECRET);
                })
                .hasMessageContaining("refuses the user name or password");
        assertThat(await(backend.health()).state()).isEqualTo(State.DOWN);
        assertThat(await(backend.health()).message()).contains("password").doesNotContain("donkey");
    }

    @Test
    void saysWhatElseKeepsItFromConnecting() throws IOException {
        // Given
        var noDatabase = open(server.url().replaceAll("/postgres$", "/nothing"), Map.of());
        var noHost = open("postgresql://ann@no-such-host.invalid/db", Map.of());
        var noServer = open("postgresql://ann@127.0.0.1:1/db", Map.of());
        var noFile = open(url, Map.of("tls.ca", folder.resolve("none.pem").toString()));
        Files.writeString(folder.resolve("empty.pem"), "nothing");
        var noCertificate =
                open(url, Map.of("tls.ca", folder.resolve("empty.pem").toString()));
        var noTls = open(PostgresServer.shared().url(), Map.of("tls.mode", "require"));

        // When, Then
        assertDown(noDatabase, "has no database 'nothing': create it, or correct url");
        assertDown(noHost, "no address is known for its host");
        assertDown(noServer, "cannot be reached at 127.0.0.1:1: nothing listens there");
        assertDown(noFile, "cannot read the file of its option tls.ca");
        assertDown(noCertificate, "cannot use the file of its option tls.ca");
        if (System.getenv(PostgresServer.URL) == null) {
            assertDown(noTls, "cannot be reached with TLS");
        }
        assertDown(open(url, Map.of("username", "safe")), "does not let its user in");
    }

    @Test
    void encryptsAndChecksTheServersCertificate() {
        // Given
        String ours = folder.resolve("ours/server.crt").toString();
        String other = folder.resolve("other/server.crt").toString();
        String named = url.replace("127.0.0.1", "localhost");

        // When, Then
        assertWorks(open(url, Map.of("username", "safe", "tls.mode", "require")));
        assertWorks(open(url + "?sslmode=require", Map.of("username", "safe")));
        assertWorks(open(url, Map.of("username", "safe", "tls.mode", "verify-ca", "tls.ca", ours)));
        assertWorks(open(named, Map.of("username", "safe", "tls.ca", ours)));
        assertDown(open(url, Map.of("username", "safe", "tls.ca", ours)), "cannot be reached with TLS");
        assertDown(open(named, Map.of("username", "safe", "tls.ca", other)), "cannot be reached with TLS");
        assertDown(
                open(url, Map.of("username", "safe", "tls.mode", "verify-ca", "tls.ca", other)),
                "cannot be reached with TLS");
    }

    @Test
    void worksWithFewerConnectionsThanItMayOpen() {
        // Given
        var backend = open(url, Map.of("username", "limited", "schema", "limited", "pool.max", "8"));

        // When
        for (int round = 0; round < 5; round++) {
            var writes = new ArrayList<Runnable>();
            for (int i = 0; i < 20; i++) {
                String key = "k" + i;
                var call = as(backend, KeyValueBasic.class)
                        .set(new Key(key), value("x"), soon())
                        .subscribeAsCompletionStage();
                writes.add(call::join);
            }
            writes.forEach(Runnable::run);
        }

        // Then
        assertThat(text(backend, "k19")).contains("x");
    }

    @Test
    void startsWhileTheServerIsDownAndWorksOnceItIsUp() {
        // Given
        try (var own = PostgresServer.started(Map.of())) {
            own.stop();
            var backend = open(own.url(), Map.of());
            assertDown(backend, "nothing listens there");
            assertThat(await(backend.health()).state()).isEqualTo(State.DOWN);

            // When
            own.start();

            // Then
            long start = System.nanoTime();
            Awaitility.await()
                    .ignoreExceptions()
                    .until(() -> !set(backend, "a", "1").token().isEmpty());
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertThat(await(backend.health()).state()).isEqualTo(State.UP);
        }
    }

    @Test
    void endsInTimeWhenNobodyAnswersAtAll() {
        // Given
        try (var proxy = FaultProxy.to("127.0.0.1", server.port())) {
            proxy.stall();
            var backend = open(through(proxy), Map.of("connect-timeout", "400ms"));

            // When
            long start = System.nanoTime();
            assertDown(backend, "did not answer at 127.0.0.1:" + proxy.port() + " within 400 ms");

            // Then
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            proxy.pass();
            Awaitility.await()
                    .ignoreExceptions()
                    .until(() -> text(backend, "nothing").isEmpty());
        }
    }

    private String through(FaultProxy proxy) {
        return url.replace(":" + server.port() + "/", ":" + proxy.port() + "/");
    }

    private static void assertWorks(Backend backend) {
        set(backend, "tls", "x");
        assertThat(text(backend, "tls")).contains("x");
    }

    private static void assertDown(Backend backend, String sentence) {
        assertThatThrownBy(() -> set(backend, "a", "1"))
                .isInstanceOfSatisfying(
                        BackendDown.class,
                        down -> assertThat(down.mayHaveHappened()).isFalse())
                .hasMessageContaining(sentence);
    }

    private static String chain(Throwable failure) {
        var text = new StringBuilder();
        for (Throwable at = failure; at != null; at = at.getCause()) {
            text.append(at).append('\n');
        }
        return text.toString();
    }

    /** A certificate signed by itself, and its key, as the server wants them. */
    private static void certificate(String name, String host)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path home = Files.createDirectories(folder.resolve(name));
        Path store = home.resolve("store.p12");
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-alias",
                "s",
                "-dname",
                "CN=" + host,
                "-ext",
                "san=dns:" + host,
                "-ext",
                "bc:c",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                SECRET);
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(new ByteArrayInputStream(Files.readAllBytes(store)), SECRET.toCharArray());
        var files = new HashMap<String, byte[]>();
        files.put("CERTIFICATE", keys.getCertificate("s").getEncoded());
        files.put("PRIVATE KEY", keys.getKey("s", SECRET.toCharArray()).getEncoded());
        files.forEach((kind, bytes) -> write(home, kind, bytes));
    }

    private static void write(Path home, String kind, byte[] bytes) {
        String text = "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted(kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes), kind);
        try {
            Files.writeString(home.resolve(kind.equals("CERTIFICATE") ? "server.crt" : "server.key"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
