// SPDX-License-Identifier: Apache-2.0
package io.prism.core.catalogue;

/** What the text of an option must look like. */
public enum OptionKind {
    /** Any text. */
    TEXT,
    /** A whole number and a unit of time, such as {@code 5m}. */
    DURATION,
    /** A whole number and a unit of size, such as {@code 1MiB}. */
    BYTES,
    /** A whole number of at most nine digits. */
    NUMBER,
    /** One of {@link OptionType#choices()}. */
    CHOICE,
    /** {@code true} or {@code false}; cannot be a reference, since it decides what a backend claims. */
    FLAG
}
