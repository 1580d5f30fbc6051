// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import io.prism.testkit.Placement;

class RedisProcessTest extends GatewayConformance {
    RedisProcessTest() {
        super("redis", Placement.PROCESS);
    }
}
