// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.door;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A registry that allows little. */
public class SmallLimits implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "prism.registry.limits.request-size", "2K",
                "prism.registry.limits.schema-size", "200",
                "prism.registry.limits.schema-depth", "5",
                "prism.registry.limits.references", "2",
                "prism.registry.limits.name-bytes", "20",
                "prism.registry.limits.page-size", "3",
                "prism.registry.limits.schema-page-size", "2",
                "prism.registry.limits.concurrent-requests", "2");
    }
}
