// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.prism;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A registry that takes its rules seriously, for some subjects more than for others. */
public class Strict implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "prism.registry.governance.level", "enforce",
                "prism.registry.governance.subjects.\"strict-*\"", "strict",
                "prism.registry.governance.subjects.\"warn-*\"", "warn",
                "prism.registry.governance.subjects.\"off-*\"", "off");
    }
}
