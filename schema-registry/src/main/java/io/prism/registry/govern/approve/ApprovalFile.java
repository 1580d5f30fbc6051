// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.govern.approve;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * All approvals in one file, one JSON object on each line. It is written anew with every change and put in the place of
 * the old one in one step, so that it is whole whenever the process ends. Only one process may write a file, and only
 * one thread at a time.
 *
 * @param path where it is
 */
record ApprovalFile(Path path) {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /**
     * What is in it, oldest first; nothing when there is no file yet.
     *
     * @throws UncheckedIOException when it cannot be read
     */
    List<Approval> read() {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            List<Approval> all = new ArrayList<>();
            for (String line : Files.exists(path) ? Files.readAllLines(path) : List.<String>of()) {
                all.add(approval(line));
            }
            return all;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + path + ": " + failed.getMessage(), failed);
        }
    }

    private static Approval approval(String line) throws IOException {
        try {
            return Approval.of(JSON.readTree(line));
        } catch (JsonProcessingException | IllegalArgumentException wrong) {
            throw new IOException("a line of it is no approval", wrong);
        }
    }

    /**
     * Makes {@code all} what is in it. It is on the disk when this returns.
     *
     * @throws IOException when the disk refuses it; then the file is as it was
     */
    void write(Collection<Approval> all) throws IOException {
        StringBuilder text = new StringBuilder();
        all.forEach(approval -> text.append(approval.tree()).append('\n'));
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
