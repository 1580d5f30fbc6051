// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory.keyvalue.entries;

/**
 * A place in the order of expiry.
 *
 * @param expiresAtMs when, on the wall clock
 * @param version tells entries apart that expire in the same millisecond
 */
record ExpiryKey(long expiresAtMs, long version) implements Comparable<ExpiryKey> {

    @Override
    public int compareTo(ExpiryKey other) {
        int byTime = Long.compare(expiresAtMs, other.expiresAtMs);
        return byTime != 0 ? byTime : Long.compare(version, other.version);
    }
}
