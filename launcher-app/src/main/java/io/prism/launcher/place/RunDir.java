// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.place;

import io.prism.launcher.process.FailureKind;
import io.prism.launcher.process.Unstartable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder of one running launcher: its process id, status, the endpoints of its programs and the sockets of pattern
 * processes. Only its owner can enter it.
 *
 * <p>It belongs to whoever holds the lock on {@code launcher.pid}. The operating system frees the lock when its holder
 * dies, however it dies, so a file that was left behind never stands in the way and a reused process id is never taken
 * for a launcher.
 */
public final class RunDir implements AutoCloseable {

    /** Longest path of a socket that every operating system takes, in bytes. */
    public static final int MOST_SOCKET_BYTES = 100;

    private static final String PID_FILE = "launcher.pid";
    private static final Pattern SOCKET = Pattern.compile("p(\\d{1,9})\\.sock");
    private static final int LONGEST_NUMBER = 9;

    private final Path dir;
    private final FileChannel lock;
    private final Path sockets;
    private final AtomicInteger lastSocket;

    private RunDir(Path dir, FileChannel lock, Path sockets, int lastSocket) {
        this.dir = dir;
        this.lock = lock;
        this.sockets = sockets;
        this.lastSocket = new AtomicInteger(lastSocket);
    }

    /** Another launcher that lives owns the folder. */
    public static final class Taken extends IOException {
        Taken(Path file, String pid) {
            super("a launcher is already running in %s (process %s); stop it, or give another --run-dir"
                    .formatted(file.getParent(), pid));
        }
    }

    /**
     * Takes a folder, which is made when it is missing, and clears what an earlier launcher left in it.
     *
     * @throws Taken when another launcher that lives has it
     * @throws IOException when it cannot be made or written
     */
    public static RunDir take(Path dir) throws IOException {
        Path absolute = dir.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        while (true) {
            makePrivate(absolute);
            Optional<FileChannel> lock = lock(absolute.resolve(PID_FILE));
            if (lock.isPresent()) {
                int highest = clear(absolute);
                return new RunDir(absolute, lock.get(), socketFolder(absolute), highest);
            }
        }
    }

    /** The folder itself. */
    public Path dir() {
        return dir;
    }

    /** The path of a file in the folder. */
    public Path file(String name) {
        return dir.resolve(name);
    }

    /**
     * A path for one more socket, {@code p<n>.sock}, at most {@value #MOST_SOCKET_BYTES} bytes long. No number is
     * used twice, not even one of an earlier launcher's: a process of its that is still ending removes its socket by
     * name.
     *
     * @throws Unstartable when the folder for sockets is not there any more or may not be written
     */
    public Path nextSocket() throws Unstartable {
        if (!Files.isWritable(sockets)) {
            throw new Unstartable(
                    FailureKind.PORT_ALLOCATION_FAILED,
                    "there is no address for it: the folder %s cannot be written".formatted(sockets));
        }
        return sockets.resolve("p" + lastSocket.incrementAndGet() + ".sock");
    }

    /** Removes what is in the folder, and the folder when nobody else has put anything in it; then frees it. */
    @Override
    public void close() throws IOException {
        clear(dir);
        if (!sockets.equals(dir)) {
            clear(sockets);
            removeIfEmpty(sockets);
        }
        Files.deleteIfExists(dir.resolve(PID_FILE));
        removeIfEmpty(dir);
        lock.close();
    }

    /** Writes a text file that only its owner may read, whole or not at all. */
    public static void replace(Path file, String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, text);
        Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-------"));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void makePrivate(Path dir) throws IOException {
        if (!Files.isDirectory(dir)) {
            Files.createDirectories(
                    dir, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    // Empty when another launcher removed the file between our opening and locking it: the lock is then on a file that
    // nobody sees. The file is not opened a second time to find out, since closing it would free the lock (POSIX).
    private static Optional<FileChannel> lock(Path file) throws IOException {
        if (!Files.exists(file)) {
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                    .close();
        }
        Object before = identity(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean ours = false;
        try {
            if (!held(channel)) {
                throw new Taken(file, text(channel));
            }
            ours = Files.exists(file) && identity(file).equals(before);
            if (ours) {
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(ownProcessId().getBytes(StandardCharsets.US_ASCII)), 0);
            }
            return ours ? Optional.of(channel) : Optional.empty();
        } finally {
            if (!ours) {
                channel.close();
            }
        }
    }

    private static Object identity(Path file) throws IOException {
        return Files.getAttribute(file, "unix:ino");
    }

    private static boolean held(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String text(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(32);
        channel.read(bytes, 0);
        return StandardCharsets.US_ASCII.decode(bytes.flip()).toString().strip();
    }

    private static String ownProcessId() {
        return ProcessHandle.current().pid() + "\n";
    }

    private static int clear(Path dir) throws IOException {
        int highest = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(dir)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                Matcher socket = SOCKET.matcher(name);
                if (socket.matches()) {
                    highest = Math.max(highest, Integer.parseInt(socket.group(1)));
                    Files.deleteIfExists(file);
                } else if (List.of("status", "status.next", "proxy.endpoint", "registry.endpoint", "launcher.endpoint")
                        .contains(name)) {
                    Files.deleteIfExists(file);
                }
            }
        }
        return highest;
    }

    private static Path socketFolder(Path dir) throws IOException {
        int longest = dir.resolve("p" + "9".repeat(LONGEST_NUMBER) + ".sock")
                .toString()
                .getBytes(StandardCharsets.UTF_8)
                .length;
        return longest <= MOST_SOCKET_BYTES ? dir : Files.createTempDirectory("prism-");
    }

    private static void removeIfEmpty(Path dir) throws IOException {
        try {
            Files.deleteIfExists(dir);
        } catch (DirectoryNotEmptyException e) {
            // Somebody keeps a file of his own there; it is not ours to remove.
            return;
        }
    }
}
