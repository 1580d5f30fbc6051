// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.govern.trust;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Tells public addresses from those that only the inside can reach. */
final class Addresses {

    private static final int BYTE = 0xFF;

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
        int first = bytes[0] & BYTE;
        int second = bytes[1] & BYTE;
        boolean shared = first == 100 && second >= 64 && second < 128;
        boolean test = first == 198 && (second == 18 || second == 19);
        boolean documentation = (first == 192 && second == 0)
                || (first == 198 && second == 51)
                || (first == 203 && second == 0);
        return first != 0 && first < 224 && !shared && !test && !documentation;
    }

    /** Global unicast only, and none of the ranges in it that carry an address of version 4 in disguise. */
    private static boolean isPublic6(byte[] bytes) {
        boolean global = (bytes[0] & 0xE0) == 0x20;
        boolean teredoOrDocumentation = bytes[0] == 0x20 && bytes[1] == 0x01 && (bytes[2] == 0 || bytes[2] == 0x0D);
        boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
        return global && !teredoOrDocumentation && !sixToFour;
    }
}
