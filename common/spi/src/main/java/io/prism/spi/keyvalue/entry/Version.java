// SPDX-License-Identifier: Apache-2.0
package io.prism.spi.keyvalue.entry;

/**
 * Names one state of one entry. Every write gives the entry a version it never had before, also when it was deleted
 * in between or when the backend restarted. Versions can be compared for equality only.
 *
 * @param token printable ASCII, 1 to 64 characters, opaque to callers
 */
public record Version(String token) {

    @Override
    public String toString() {
        return token;
    }
}
