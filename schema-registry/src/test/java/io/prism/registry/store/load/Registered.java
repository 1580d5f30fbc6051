// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.load;

import io.prism.registry.store.SchemaVersion;

/**
 * A registration that was acknowledged.
 *
 * @param subject its subject
 * @param version its version
 * @param id its id
 * @param text the text of its schema, without blanks
 * @param begunNanos when it was begun, on the clock that all processes of this machine share
 * @param endedNanos when it was acknowledged
 */
record Registered(String subject, int version, int id, String text, long begunNanos, long endedNanos) {

    static Registered of(SchemaVersion version, long begunNanos) {
        return new Registered(
                version.subject().qualified(),
                version.version(),
                version.id(),
                version.content().text(),
                begunNanos,
                System.nanoTime());
    }

    /** As a line that {@link #read} reads. */
    String line() {
        return "%s %d %d %s %d %d".formatted(subject, version, id, text, begunNanos, endedNanos);
    }

    static Registered read(String line) {
        String[] parts = line.split(" ", -1);
        return new Registered(
                parts[0],
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                parts[3],
                Long.parseLong(parts[4]),
                Long.parseLong(parts[5]));
    }
}
