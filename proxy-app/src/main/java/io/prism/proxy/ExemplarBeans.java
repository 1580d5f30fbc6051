// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy;

import io.prism.proxy.observe.Exemplars;
import io.prometheus.client.exemplars.DefaultExemplarSampler;
import io.prometheus.client.exemplars.ExemplarSampler;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Lets the metrics registry ask for the span that is being counted, in place of OpenTelemetry's context. */
@Singleton
class ExemplarBeans {

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    Optional<ExemplarSampler> exemplarSampler() {
        return Optional.of(new DefaultExemplarSampler(new Exemplars()));
    }
}
