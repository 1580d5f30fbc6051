// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

/**
 * The section {@code schema-registry}.
 *
 * @param enabled whether the schema registry runs
 * @param listen where it serves its REST interface
 * @param management where health and metrics are served
 */
public record RegistryConfig(boolean enabled, HostPort listen, HostPort management) {}
