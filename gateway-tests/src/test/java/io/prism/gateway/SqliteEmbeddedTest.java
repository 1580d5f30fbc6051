// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import io.prism.testkit.Placement;

class SqliteEmbeddedTest extends GatewayConformance {
    SqliteEmbeddedTest() {
        super("sqlite", Placement.EMBEDDED);
    }
}
