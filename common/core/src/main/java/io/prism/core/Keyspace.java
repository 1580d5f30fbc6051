// SPDX-License-Identifier: Apache-2.0
package io.prism.core;

/**
 * The part of a backend that belongs to one binding. Every driver keeps keyspaces apart by construction.
 *
 * @param namespace name of the namespace
 * @param binding name of the binding in it
 */
public record Keyspace(String namespace, String binding) {

    @Override
    public String toString() {
        return namespace + "/" + binding;
    }
}
