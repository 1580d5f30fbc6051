// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.target;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a call asks for. */
public enum Scenario {
    /** Reads values of 64 bytes. */
    GET_64("get-64", Model.KEYVALUE, Kind.GET, 64),
    /** Writes values of 64 bytes. */
    SET_64("set-64", Model.KEYVALUE, Kind.SET, 64),
    /** Reads values of 1 KiB. */
    GET_1K("get-1k", Model.KEYVALUE, Kind.GET, 1024),
    /** Writes values of 1 KiB. */
    SET_1K("set-1k", Model.KEYVALUE, Kind.SET, 1024),
    /** Lists the 100 entries of 64 bytes that start with a prefix. */
    SCAN_100("scan-100", Model.KEYVALUE, Kind.SCAN, 64),
    /** Lists all entries of 1 KiB, as one long stream. */
    STREAM_1K("stream-1k", Model.KEYVALUE, Kind.STREAM, 1024);

    /** Whose calls they are. */
    public enum Model {
        /** Entries under keys. */
        KEYVALUE
    }

    /** The shape of a call. */
    public enum Kind {
        /** One value read. */
        GET,
        /** One value written. */
        SET,
        /** A short stream. */
        SCAN,
        /** A stream so long that its messages are counted and not its calls. */
        STREAM
    }

    /** The names of all, for messages. */
    public static final String NAMES =
            Arrays.stream(values()).map(Scenario::label).collect(Collectors.joining(", "));

    private final String label;
    private final Model model;
    private final Kind kind;
    private final int valueBytes;

    Scenario(String label, Model model, Kind kind, int valueBytes) {
        this.label = label;
        this.model = model;
        this.kind = kind;
        this.valueBytes = valueBytes;
    }

    /** The name people use. */
    public String label() {
        return label;
    }

    /** Whose calls they are. */
    public Model model() {
        return model;
    }

    /** The shape of its calls. */
    public Kind kind() {
        return kind;
    }

    /** Size of every value. */
    public int valueBytes() {
        return valueBytes;
    }

    /** Whether messages are counted and not calls. */
    public boolean countsMessages() {
        return kind == Kind.STREAM;
    }

    /** The scenario that writes what this one reads; itself when it writes. */
    public Scenario writer() {
        return Arrays.stream(values())
                .filter(one -> one.model == model && one.kind == Kind.SET && one.valueBytes == valueBytes)
                .findFirst()
                .orElseThrow();
    }

    /** The scenario with this name. */
    public static Optional<Scenario> of(String label) {
        return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
    }
}
