// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import io.prism.testkit.Placement;

class MemoryEmbeddedTest extends GatewayConformance {
    MemoryEmbeddedTest() {
        super("memory", Placement.EMBEDDED);
    }
}
