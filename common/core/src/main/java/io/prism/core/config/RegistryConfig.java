// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

import java.util.Optional;

/**
 * The section {@code schema-registry}.
 *
 * @param enabled whether the schema registry runs
 * @param listen where it serves its REST interface
 * @param management where health and metrics are served
 * @param store where schemas are kept: {@code memory}, {@code sqlite:FILE} or {@code postgres:URL}
 * @param storePassword where the password of that database is: {@code ${env:NAME}} or {@code ${file:PATH}}, not resolved
 */
public record RegistryConfig(
        boolean enabled, HostPort listen, HostPort management, String store, Optional<String> storePassword) {}
