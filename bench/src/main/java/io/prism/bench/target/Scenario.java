// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.target;

import java.util.Arrays;
import java.util.Optional;

/** What a call asks for. */
public enum Scenario {
    /** Reads values of 64 bytes. */
    GET_64("get-64", false, 64),
    /** Writes values of 64 bytes. */
    SET_64("set-64", true, 64),
    /** Reads values of 1 KiB. */
    GET_1K("get-1k", false, 1024),
    /** Writes values of 1 KiB. */
    SET_1K("set-1k", true, 1024);

    private final String label;
    private final boolean writes;
    private final int valueBytes;

    Scenario(String label, boolean writes, int valueBytes) {
        this.label = label;
        this.writes = writes;
        this.valueBytes = valueBytes;
    }

    /** The name people use. */
    public String label() {
        return label;
    }

    /** Whether it writes; otherwise it reads. */
    public boolean writes() {
        return writes;
    }

    /** Size of every value. */
    public int valueBytes() {
        return valueBytes;
    }

    /** The scenario with this name. */
    public static Optional<Scenario> of(String label) {
        return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
    }
}
