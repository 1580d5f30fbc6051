// SPDX-License-Identifier: Apache-2.0
package io.prism.host;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What {@code ps} shows of this process. A spare is started before anybody knows whose it will be, and a command line
 * cannot be changed from outside; but Linux shows what is in the memory of the process, which it may write itself. So
 * a spare is started with a name that is followed by blanks, and writes its key over both.
 */
final class ProcessTitle {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessTitle.class);
    // proc(5): the 48th and 49th field of stat, counted from the state behind the program's name as the 3rd.
    private static final int ARG_START = 48 - 3;
    private static final int ARG_END = 49 - 3;

    private ProcessTitle() {}

    /**
     * Shows {@code name} in place of {@code placeholder}. Does nothing when that has no blanks at its end, is too short,
     * or on a system that is not Linux.
     */
    static void replace(String placeholder, String name) {
        byte[] room = placeholder.getBytes(StandardCharsets.UTF_8);
        byte[] title = name.getBytes(StandardCharsets.UTF_8);
        if (!placeholder.endsWith(" ") || title.length > room.length) {
            return;
        }
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long start = Long.parseLong(fields[ARG_START]);
            int length = Math.toIntExact(Long.parseLong(fields[ARG_END]) - start);
            try (RandomAccessFile memory = new RandomAccessFile("/proc/self/mem", "rw")) {
                byte[] line = new byte[length];
                memory.seek(start);
                memory.readFully(line);
                int at = new String(line, StandardCharsets.ISO_8859_1)
                        .indexOf(new String(room, StandardCharsets.ISO_8859_1));
                if (at >= 0) {
                    memory.seek(start + at);
                    memory.write(Arrays.copyOf(title, room.length));
                }
            }
        } catch (IOException | RuntimeException e) {
            // Only ps shows less than it could; the launcher knows the process anyway.
            LOG.debug("the command line could not be rewritten: {}", e.toString());
        }
    }
}
