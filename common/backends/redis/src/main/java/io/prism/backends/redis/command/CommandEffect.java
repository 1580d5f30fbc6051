// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.command;

/** What a command does to the data; it decides whether the command may be sent twice. */
public enum CommandEffect {
    /** Changes nothing that a caller can see, so it is sent again when its connection was lost. */
    READ,
    /** Changes something; it is sent again only when it is known not to have run. */
    WRITE
}
