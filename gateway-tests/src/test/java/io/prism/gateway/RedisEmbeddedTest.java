// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import io.prism.testkit.Placement;

class RedisEmbeddedTest extends GatewayConformance {
    RedisEmbeddedTest() {
        super("redis", Placement.EMBEDDED);
    }
}
