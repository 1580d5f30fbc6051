// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.govern.trail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JSON objects in the order they happened: the latest ones in memory, and all in a file of one line each if there is
 * one. A line is on the disk when {@link #append} returns. When the file has grown to twice the bound, it is put aside
 * as {@code FILE.1}, in the place of the one before, and a new one is begun. Only one process may write a file. Safe for
 * use by many threads; blocks as long as the disk does.
 */
public final class Journal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<JsonNode> latest = new ArrayDeque<>();
    private final int most;
    private final Optional<Path> path;
    private Optional<FileChannel> file = Optional.empty();
    private int lines;

    /**
     * Opens a journal and reads what is in it.
     *
     * @param path the file; in memory only when it is empty
     * @param most how many objects are kept in memory, from 1
     * @throws UncheckedIOException when the file cannot be read or written
     */
    public Journal(Optional<Path> path, int most) {
        this.path = path;
        this.most = most;
        try {
            if (path.isPresent()) {
                Files.createDirectories(path.get().toAbsolutePath().getParent());
                load(path.get());
                file = Optional.of(open(path.get()));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot use the journal " + path.get() + ": " + failed.getMessage(), failed);
        }
    }

    private static FileChannel open(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    private void load(Path from) throws IOException {
        if (Files.exists(from)) {
            try (Stream<String> all = Files.lines(from, StandardCharsets.UTF_8)) {
                all.forEach(this::read);
            }
            endLine(from);
        }
    }

    /** A crash can leave half a line. It is left out, and what comes next starts on a line of its own. */
    private void read(String line) {
        try {
            lines++;
            keep(JSON.readTree(line));
        } catch (JsonProcessingException torn) {
            LOG.atWarn().addKeyValue("line", lines).log("a line of the journal cannot be read and is left out");
        }
    }

    private static void endLine(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long size = channel.size();
            ByteBuffer last = ByteBuffer.allocate(1);
            if (size > 0 && channel.read(last, size - 1) == 1 && last.get(0) != '\n') {
                channel.write(ByteBuffer.wrap(new byte[] {'\n'}), size);
            }
        }
    }

    /**
     * Writes {@code entry} down.
     *
     * @throws UncheckedIOException when the disk refuses it; then it is not there
     */
    public void append(JsonNode entry) {
        lock.lock();
        try {
            if (file.isPresent()) {
                write(file.get(), entry);
            }
            keep(entry);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            lock.unlock();
        }
    }

    private void write(FileChannel channel, JsonNode entry) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((entry.toString() + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            channel.write(line);
        }
        channel.force(false);
        if (++lines >= 2L * most) {
            begin(channel);
        }
    }

    private void begin(FileChannel full) throws IOException {
        Path current = path.orElseThrow();
        full.close();
        Path aside = current.resolveSibling(current.getFileName() + ".1");
        Files.move(current, aside, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        file = Optional.of(open(current));
        lines = 0;
    }

    private void keep(JsonNode entry) {
        latest.addLast(entry);
        if (latest.size() > most) {
            latest.removeFirst();
        }
    }

    /** The latest objects, oldest first. */
    public List<JsonNode> latest() {
        lock.lock();
        try {
            return List.copyOf(latest);
        } finally {
            lock.unlock();
        }
    }

    /** Closes the file. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (file.isPresent()) {
                file.get().close();
            }
        } catch (IOException failed) {
            LOG.atWarn().setCause(failed).log("a journal was not closed cleanly");
        } finally {
            lock.unlock();
        }
    }
}
