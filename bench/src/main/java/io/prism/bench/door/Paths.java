// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.door;

import io.prism.bench.target.TargetAddress;
import java.util.List;
import java.util.Map;

/**
 * The ways to one backend.
 *
 * @param backend its name
 * @param targets named after the way; the others are compared with the first, in the report on the door {@value #ALONE}
 * @param processes process ids by role; all of them are watched whatever way a call takes
 */
public record Paths(String backend, List<TargetAddress> targets, Map<String, List<Long>> processes) {

    /** A pattern process, called at its own socket. */
    public static final String ALONE = "alone";

    /** The driver, called in the generator without gRPC. */
    public static final String DIRECT = "direct";

    /** The pattern inside the proxy, called through the door. */
    public static final String EMBEDDED = "embedded";

    /** The process of {@value #ALONE}, called through the door. */
    public static final String PROCESS = "process";

    /** The role of the proxy. */
    public static final String PROXY = "proxy";

    /** The role of the launcher. */
    public static final String LAUNCHER = "launcher";

    /** The role of the pattern process. */
    public static final String SERVICE = "service";

    /** Names of the targets. */
    public List<String> names() {
        return targets.stream().map(TargetAddress::name).toList();
    }
}
