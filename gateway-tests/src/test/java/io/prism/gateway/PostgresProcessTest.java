// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import io.prism.testkit.Placement;

class PostgresProcessTest extends GatewayConformance {
    PostgresProcessTest() {
        super("postgres", Placement.PROCESS);
    }
}
