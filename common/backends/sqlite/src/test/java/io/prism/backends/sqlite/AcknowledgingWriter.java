// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite;

import io.prism.core.Deadline;
import io.prism.core.Key;
import io.prism.core.Keyspace;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.Value;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** A process that writes keys, each printed once it is acknowledged, until it is killed. */
final class AcknowledgingWriter {

    static final Keyspace KEYSPACE = new Keyspace("demo", "kv");

    private static final int WRITERS = 8;

    private AcknowledgingWriter() {}

    public static void main(String[] args) throws InterruptedException {
        var keys = SqliteSubject.backend(Path.of(args[0]))
                .as(KeyValueBasic.class, KEYSPACE)
                .orElseThrow();
        var threads = IntStream.range(0, WRITERS)
                .mapToObj(writer -> Thread.ofPlatform().start(() -> write(keys, args[1] + "-" + writer)))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void write(KeyValueBasic keys, String name) {
        for (int i = 0; ; i++) {
            var key = new Key(name + "-" + i);
            keys.set(key, Value.EMPTY, Deadline.NONE).await().indefinitely();
            System.out.println(key);
        }
    }
}
