// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.serve;

import io.prism.launcher.supervise.Servers;
import io.prism.launcher.supervise.Snapshot;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when every server of the stack is running: the proxy and, where wanted, the registry. */
@Readiness
class StackReady implements HealthCheck {

    private final Servers servers;

    StackReady(Servers servers) {
        this.servers = servers;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("launcher");
        boolean all = servers.snapshot("proxy").isPresent();
        for (Snapshot server : servers.snapshots()) {
            answer.withData(server.id(), server.state().name());
            all &= server.running();
        }
        return answer.status(all).build();
    }
}
