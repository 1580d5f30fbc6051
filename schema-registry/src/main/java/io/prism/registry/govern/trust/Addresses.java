// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.govern.trust;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;

/** Tells public addresses from those that only the inside can reach. */
final class Addresses {

    private static final long WORD = 0xFFFF_FFFFL;

    /** What is set aside in version 4, beyond what {@link InetAddress} knows. */
    private static final List<Range> SPECIAL = List.of(
            new Range(0x0000_0000L, 8), // this network
            new Range(0x6440_0000L, 10), // 100.64.0.0, shared by customers of one provider
            new Range(0xC000_0000L, 24), // 192.0.0.0, protocols
            new Range(0xC000_0200L, 24), // 192.0.2.0, documentation
            new Range(0xC612_0000L, 15), // 198.18.0.0, tests of devices
            new Range(0xC633_6400L, 24), // 198.51.100.0, documentation
            new Range(0xCB00_7100L, 24), // 203.0.113.0, documentation
            new Range(0xE000_0000L, 3)); // 224.0.0.0 and all above

    /**
     * Addresses that begin alike.
     *
     * @param first the first of them
     * @param bits how many bits are alike
     */
    private record Range(long first, int bits) {
        boolean has(long number) {
            return (number ^ first) >>> (Integer.SIZE - bits) == 0;
        }
    }

    private Addresses() {}

    /** Whether everybody on the internet can have this address. */
    static boolean isPublic(InetAddress address) {
        boolean special = address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
        byte[] bytes = address.getAddress();
        return !special && (address instanceof Inet4Address ? isPublic4(bytes) : isPublic6(bytes));
    }

    private static boolean isPublic4(byte[] bytes) {
        long number = ByteBuffer.wrap(bytes).getInt() & WORD;
        return SPECIAL.stream().noneMatch(range -> range.has(number));
    }

    /** Global unicast only, and none of the ranges in it that carry an address of version 4 in disguise. */
    private static boolean isPublic6(byte[] bytes) {
        boolean global = (bytes[0] & 0xE0) == 0x20;
        boolean teredoOrDocumentation = bytes[0] == 0x20 && bytes[1] == 0x01 && (bytes[2] == 0 || bytes[2] == 0x0D);
        boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
        return global && !teredoOrDocumentation && !sixToFour;
    }
}
