// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory.table;

/**
 * A place in the order of expiry.
 *
 * @param expiresAtMs when, on the wall clock
 * @param version tells entries apart that expire in the same millisecond
 */
record Due(long expiresAtMs, long version) implements Comparable<Due> {

    @Override
    public int compareTo(Due other) {
        int byTime = Long.compare(expiresAtMs, other.expiresAtMs);
        return byTime != 0 ? byTime : Long.compare(version, other.version);
    }
}
