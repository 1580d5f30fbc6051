// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.prism.core.Deadline;
import io.prism.core.Keyspace;
import io.prism.spi.Backend;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Operation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A process that waits for a line, then writes to files that others open too, and says what it did to each. */
final class OpeningProcess {

    static final Keyspace KEYSPACE = new Keyspace("demo", "kv");

    private OpeningProcess() {}

    /**
     * Run by the test.
     *
     * @param arguments the process's name, then the files
     */
    public static void main(String[] arguments) throws IOException {
        System.out.println("ready");
        new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine();
        for (int i = 1; i < arguments.length; i++) {
            try (var backend = SqliteSubject.backend(Path.of(arguments[i]))) {
                System.out.println(use(backend, arguments[0]).token());
            }
        }
    }

    /** Writes a key of its own and adds one to a counter of all; answers the key's version once it reads back. */
    static Version use(Backend backend, String name) {
        var keys = backend.as(KeyValueBasic.class, KEYSPACE).orElseThrow();
        var counter = backend.as(KeyValueCounter.class, KEYSPACE).orElseThrow();
        var key = new Key(name);
        var value = new Value(ByteString.copyFromUtf8("value of " + name));
        var version = keys.set(key, value, Deadline.NONE).await().atMost(Duration.ofSeconds(20));
        var entry = keys.get(key, Deadline.NONE).await().atMost(Duration.ofSeconds(20));
        if (!entry.equals(Optional.of(new Entry(key, value, version, Optional.empty())))) {
            throw new AssertionError("reads back as " + entry);
        }
        counter.increment(new Operation.Increment(new Key("opened"), 1, 0, Optional.empty()), Deadline.NONE)
                .await()
                .atMost(Duration.ofSeconds(20));
        return version;
    }
}
