// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import io.prism.testkit.Placement;

class MemoryProcessTest extends GatewayConformance {
    MemoryProcessTest() {
        super("memory", Placement.PROCESS);
    }
}
