// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real Redis server on a reserved port of 127.0.0.1, in a temporary folder of its own. Ends with this JVM, however that
 * ends. The program is {@code redis-server}, or {@code redis-check-rdb} of Debian's redis-tools, which is the same
 * program under another name. Safe for use by many threads.
 */
public final class RedisServer implements AutoCloseable {

    /** Environment variable with the address of a server to use where a test needs not stop it. */
    public static final String URL = "PRISM_TEST_REDIS_URL";

    private static final String PROGRAM = "redis-server";
    private static final String HOST = "127.0.0.1";
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(20);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(10);
    private static final int ANSWER_BYTES = 64;
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static @Nullable RedisServer shared;

    private final String address;
    private final Optional<Own> own;

    /** What there is only of a server that was started here. */
    private record Own(Path program, Path folder, ReservedPort port, List<String> options, Running running) {}

    /** The process, and the one that ends it should this JVM be killed. */
    private static final class Running {
        private @Nullable Process server;
        private @Nullable Process watchdog;
    }

    private RedisServer(String address, Optional<Own> own) {
        this.address = address;
        this.own = own;
    }

    /**
     * The server that all suites of this JVM share; keep out of each other's way by names. It keeps nothing on disk.
     * That of {@value #URL} when that is set.
     */
    public static synchronized RedisServer shared() {
        RedisServer server = shared;
        if (server == null) {
            String given = System.getenv(URL);
            server = given == null || given.isBlank() ? started() : new RedisServer(given.strip(), Optional.empty());
            shared = server;
        }
        return server;
    }

    /**
     * Starts a server of one's own, to be closed.
     *
     * @param options more of its options, such as {@code "--appendonly", "yes"}; without them nothing is kept on disk
     * @throws org.opentest4j.TestAbortedException when there is no program to start, so that the test is skipped
     */
    public static RedisServer started(String... options) {
        Path found = found();
        return ReservedPort.serve(port -> started(prepared(found, port, List.of(options))));
    }

    private static Own prepared(Path found, ReservedPort port, List<String> options) {
        try {
            Path folder = Files.createTempDirectory("prism-redis");
            return new Own(program(found, folder), folder, port, options, new Running());
        } catch (IOException e) {
            throw new UncheckedIOException("a server cannot be prepared", e);
        }
    }

    private static RedisServer started(Own own) {
        var server = new RedisServer("redis://" + HOST + ":" + own.port().number(), Optional.of(own));
        try {
            server.start();
        } catch (IllegalStateException e) {
            server.remove();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(server::remove));
        return server;
    }

    /** Where it listens: {@code redis://host:port}. */
    public String address() {
        return address;
    }

    /** The port of 127.0.0.1 that it listens on; the same until it is closed. */
    public int port() {
        return own().port().number();
    }

    /** The folder with its files. */
    public Path folder() {
        return own().folder();
    }

    /** Starts it again, after {@link #stop} or {@link #kill}, on the same port and files; returns once it answers. */
    public synchronized void start() {
        Own own = own();
        var command = new ArrayList<>(List.of(
                own.program().toString(),
                "--port",
                Integer.toString(own.port().number()),
                "--bind",
                HOST,
                "--dir",
                own.folder().toString(),
                "--save",
                ""));
        command.addAll(own.options());
        try {
            Process server = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log(own)))
                    .start();
            own.running().server = server;
            own.running().watchdog = watchdog(server.pid());
            awaitAnswer(own, server);
        } catch (IOException e) {
            throw new UncheckedIOException("the server cannot be started", e);
        }
    }

    /** Ends it in order (SIGTERM): it writes what it has to, and returns once it is gone. */
    public synchronized void stop() {
        end(false);
    }

    /** Ends it at once (SIGKILL), and returns once it is gone. */
    public synchronized void kill() {
        end(true);
    }

    /** Lets it stand still (SIGSTOP): connections stay open and are even taken, but nothing is answered. */
    public synchronized void freeze() {
        signal("STOP");
    }

    /** Ends {@link #freeze}. */
    public synchronized void thaw() {
        signal("CONT");
    }

    /** Ends it and deletes its files; the shared one stays as long as this JVM. Safe to call twice. */
    @Override
    public void close() {
        synchronized (RedisServer.class) {
            if (this == shared) {
                return;
            }
        }
        remove();
    }

    private synchronized void remove() {
        if (own.isEmpty()) {
            return;
        }
        kill();
        own().port().close();
        try (Stream<Path> files = Files.exists(folder()) ? Files.walk(folder()) : Stream.empty()) {
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

    private void end(boolean hard) {
        Running running = own().running();
        Process server = running.server;
        Process watchdog = running.watchdog;
        running.server = null;
        running.watchdog = null;
        if (watchdog != null) {
            watchdog.destroyForcibly();
        }
        if (server == null) {
            return;
        }
        if (hard) {
            server.destroyForcibly();
        } else {
            server.destroy();
        }
        await(server);
    }

    private static void await(Process server) {
        try {
            if (!server.waitFor(ENDS_WITHIN)) {
                server.destroyForcibly();
                throw new IllegalStateException("the server does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server ends", e);
        }
    }

    private void signal(String name) {
        Process server = own().running().server;
        if (server == null) {
            throw new IllegalStateException("the server is not running");
        }
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + server.pid()).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("the server cannot be signalled");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the server cannot be signalled", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server is signalled", e);
        }
    }

    /** A shell that waits for the end of this JVM, which closes the shell's input, and kills the server then. */
    private static Process watchdog(long pid) throws IOException {
        return new ProcessBuilder("sh", "-c", "read -r line; kill -9 " + pid)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void awaitAnswer(Own own, Process server) throws IOException {
        long start = System.nanoTime();
        while (!answers(own.port().number())) {
            if (!server.isAlive() || System.nanoTime() - start > ANSWERS_WITHIN.toNanos()) {
                throw new IllegalStateException("the server does not start: " + Files.readString(log(own).toPath()));
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Whether it answers something other than that it is still loading; it may be that it wants a password. */
    private static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral(HOST), port), 1000);
            socket.setSoTimeout(1000);
            socket.getOutputStream().write("PING\r\n".getBytes(US_ASCII));
            byte[] answer = new byte[ANSWER_BYTES];
            int length = socket.getInputStream().read(answer);
            String text = length < 0 ? "" : new String(answer, 0, length, US_ASCII);
            return text.startsWith("+PONG") || text.startsWith("-NOAUTH");
        } catch (IOException _) {
            return false;
        }
    }

    private static File log(Own own) {
        return own.folder().resolve("server.log").toFile();
    }

    private static Path found() {
        return onPath(PROGRAM)
                .or(() -> onPath("redis-check-rdb"))
                .orElseThrow(() -> ServerMissing.because(
                        "Redis server", "install one with 'apt-get install redis-tools', or set " + URL));
    }

    /** The program does what its name says. */
    private static Path program(Path found, Path folder) throws IOException {
        return found.endsWith(PROGRAM) ? found : Files.createSymbolicLink(folder.resolve(PROGRAM), found.toRealPath());
    }

    private static Optional<Path> onPath(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
