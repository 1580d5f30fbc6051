// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.connect;

import java.time.Duration;

/**
 * What the connections to a server may take.
 *
 * @param connections most connections, 1 or more
 * @param waiting most commands that wait for their answer, on all connections together; 1 or more
 * @param connectTimeout how long a connection may take to be opened and to answer its first command
 * @param commandTimeout how long a connection with commands under way may be silent before it is given up
 * @param acquireTimeout how long a command waits for a connection
 */
public record RedisConnectionLimits(
        int connections, int waiting, Duration connectTimeout, Duration commandTimeout, Duration acquireTimeout) {}
