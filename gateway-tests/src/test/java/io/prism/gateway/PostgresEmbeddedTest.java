// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import io.prism.testkit.Placement;

class PostgresEmbeddedTest extends GatewayConformance {
    PostgresEmbeddedTest() {
        super("postgres", Placement.EMBEDDED);
    }
}
