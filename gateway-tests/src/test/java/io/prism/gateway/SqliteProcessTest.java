// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import io.prism.testkit.Placement;

class SqliteProcessTest extends GatewayConformance {
    SqliteProcessTest() {
        super("sqlite", Placement.PROCESS);
    }
}
