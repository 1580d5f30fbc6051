// SPDX-License-Identifier: Apache-2.0
package io.prism.core.catalogue;

/**
 * One thin interface.
 *
 * @param id its name in the registry, such as {@code keyvalue_basic}
 * @param service full name of its gRPC service
 */
public record InterfaceType(String id, String service) {}
