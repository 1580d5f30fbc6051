// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.door;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A registry with little memory for calls: 512 KiB for bodies, 1.5 MiB for reading them, 1 MiB for answers. */
public class LittleMemory implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "prism.registry.limits.call-memory", "3M",
                "prism.registry.limits.memory-wait", "300ms",
                "prism.registry.limits.subject-size", "450K");
    }
}
