// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.prism.core.config.secret.Secrets;
import io.prism.registry.store.DurableStore;
import io.prism.registry.store.StoreException.Unavailable;
import io.prism.testkit.server.PostgresServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Ways to be let in, and not to be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoginTest {

    private static final String SECRET = "correct-horse";

    @TempDir
    private static Path folder = Path.of("");

    private PostgresServer server = PostgresServer.shared();

    @BeforeAll
    void start() throws IOException, InterruptedException, GeneralSecurityException {
        certificate("ours");
        certificate("other");
        server = PostgresServer.started(Map.of());
        String rules = """
                host all ann 127.0.0.1/32 scram-sha-256
                hostssl all safe 127.0.0.1/32 trust
                host all safe 127.0.0.1/32 reject
                host all all 127.0.0.1/32 trust
                """;
        Files.writeString(server.folder().resolve("pg_hba.conf"), rules, StandardOpenOption.TRUNCATE_EXISTING);
        for (String file : List.of("server.crt", "server.key")) {
            Path copy = server.folder().resolve(file);
            Files.copy(folder.resolve("ours").resolve(file), copy);
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
        }
        PostgresServer.execute(
                server.url(),
                "CREATE ROLE ann LOGIN SUPERUSER PASSWORD '" + SECRET + "'",
                "CREATE ROLE safe LOGIN SUPERUSER",
                "CREATE ROLE limited LOGIN CONNECTION LIMIT 0",
                "ALTER SYSTEM SET ssl = on",
                "SELECT pg_reload_conf()");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void logsInWithThePasswordOfAFileWhichMayChange() throws IOException {
        // Given
        Path file = folder.resolve("password");
        Files.writeString(file, "wrong\n");
        Supplier<String> password = () -> Secrets.standard(Map.of()).resolve("${file:" + file + "}");
        try (var store = store("ann", "", password)) {
            // When
            Unavailable thrown = catchThrowableOfType(Unavailable.class, store::subjects);

            // Then
            assertThat(thrown)
                    .hasMessageContaining("does not let the user 'ann' in")
                    .hasMessageNotContaining("wrong");
            Files.writeString(file, SECRET + "\n");
            Awaitility.await().ignoreExceptions().until(() -> store.subjects().isEmpty());
        }
    }

    @Test
    void namesTheFileThatAPasswordCannotBeReadFrom() {
        try (var store = store("ann", "", () -> Secrets.standard(Map.of()).resolve("${file:/nowhere/secret}"))) {
            assertDown(store, "the file /nowhere/secret of --store-password does not exist");
        }
    }

    @Test
    void showsThePasswordNowhere() {
        // Given
        try (var store = store("ann", "", () -> SECRET + "2")) {
            // When
            Unavailable thrown = catchThrowableOfType(Unavailable.class, store::subjects);

            // Then
            var text = new StringBuilder();
            for (Throwable at = thrown; at != null; at = at.getCause()) {
                text.append(at).append('\n');
            }
            assertThat(text).doesNotContain(SECRET);
        }
    }

    @Test
    void saysThatThereIsNoSuchDatabase() {
        var target = Databases.target("postgresql://postgres@127.0.0.1:%d/missing".formatted(server.port()));
        try (var store = PostgresStore.in(target, () -> "")) {
            assertDown(store, "has no database 'missing'");
        }
    }

    @Test
    void saysThatThereIsNoConnectionLeft() {
        try (var store = store("limited", "", () -> "")) {
            assertDown(store, "has no connection left");
        }
    }

    @Test
    void encryptsAndVerifiesAsItIsTold() {
        Path ours = folder.resolve("ours").resolve("server.crt");
        Path other = folder.resolve("other").resolve("server.crt");
        assertWorks("?sslmode=require");
        assertWorks("?sslmode=verify-ca&sslrootcert=" + ours);
        try (var none = store("safe", "", () -> "");
                var foreign = store("safe", "?sslmode=verify-ca&sslrootcert=" + other, () -> "");
                // The certificate is for localhost, not for 127.0.0.1.
                var name = store("safe", "?sslrootcert=" + ours, () -> "")) {
            assertDown(none, "does not let the user 'safe' in");
            assertDown(foreign, "cannot be trusted");
            assertDown(name, "has a certificate for another host");
        }
    }

    @Test
    void waitsForTheDiskEvenWhereTheDatabaseDoesNotByDefault() throws SQLException {
        // Given
        String url = server.database();
        PostgresServer.execute(
                url,
                "ALTER DATABASE %s SET synchronous_commit = off".formatted(url.substring(url.lastIndexOf('/') + 1)));
        var engine = new PostgresEngine(Databases.target(url), () -> "");

        // When
        try (var connection = engine.open();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SHOW synchronous_commit")) {
            row.next();

            // Then
            assertThat(row.getString(1)).isEqualTo("on");
        }
    }

    private void assertWorks(String parameters) {
        try (var store = store("safe", parameters, () -> "")) {
            assertThat(store.contexts()).containsExactly(".");
        }
    }

    private static void assertDown(DurableStore store, String sentence) {
        assertThatThrownBy(store::subjects).isInstanceOf(Unavailable.class).hasMessageContaining(sentence);
    }

    private DurableStore store(String user, String parameters, Supplier<String> password) {
        return PostgresStore.in(
                Databases.target("postgresql://%s@127.0.0.1:%d/postgres%s".formatted(user, server.port(), parameters)),
                password);
    }

    /** A certificate signed by itself, and its key, as the server wants them. */
    private static void certificate(String name) throws IOException, InterruptedException, GeneralSecurityException {
        Path home = Files.createDirectories(folder.resolve(name));
        Path store = home.resolve("store.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String command = keytool + " -genkeypair -keyalg RSA -keysize 2048 -alias s -dname CN=localhost"
                + " -ext san=dns:localhost -ext bc:c -validity 2 -storetype PKCS12 -keystore " + store
                + " -storepass " + SECRET;
        assertThat(new ProcessBuilder(command.split(" ")).inheritIO().start().waitFor())
                .isZero();
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(new ByteArrayInputStream(Files.readAllBytes(store)), SECRET.toCharArray());
        var files = new HashMap<String, byte[]>();
        files.put("CERTIFICATE", keys.getCertificate("s").getEncoded());
        files.put("PRIVATE KEY", keys.getKey("s", SECRET.toCharArray()).getEncoded());
        for (var file : files.entrySet()) {
            String text = "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
                    .formatted(
                            file.getKey(),
                            Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(file.getValue()));
            Files.writeString(home.resolve(file.getKey().equals("CERTIFICATE") ? "server.crt" : "server.key"), text);
        }
    }
}
