// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the door is open. */
@Readiness
class DoorHealth implements HealthCheck {

    private final Proxy proxy;

    DoorHealth(Proxy proxy) {
        this.proxy = proxy;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("door").status(proxy.serving()).build();
    }
}
