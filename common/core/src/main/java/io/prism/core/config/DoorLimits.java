// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

import java.time.Duration;

/**
 * The section {@code proxy.limits}: what protects the proxy, and its clients from each other.
 *
 * @param calls most calls open at once, over all connections
 * @param messageBytes longest message of a request that is passed on
 * @param unreadBytes most bytes of answers that wait for clients to read them, over all connections
 * @param resets most calls that one connection may reset within ten seconds
 * @param pings most pings, settings and priorities that one connection may send within ten seconds
 * @param idleTime how long a connection stays open without a call; zero stands for ever
 * @param maxAge how long a connection may be used; zero stands for ever
 * @param keepAlive how long a client with open calls may be silent before it is asked whether it is there; zero for ever
 * @param overloadLag how late an event loop may be, all the time, before calls are refused by priority; zero for ever
 * @param processPing how long a process with open calls may be silent before it is asked whether it is there; zero for
 *     ever
 * @param processPatience how long it may take to answer that, before its calls fail
 */
public record DoorLimits(
        int calls,
        long messageBytes,
        long unreadBytes,
        int resets,
        int pings,
        Duration idleTime,
        Duration maxAge,
        Duration keepAlive,
        Duration overloadLag,
        Duration processPing,
        Duration processPatience) {}
