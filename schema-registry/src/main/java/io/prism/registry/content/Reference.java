// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.content;

/**
 * What a schema refers to.
 *
 * @param name how it refers to it: a file, a URI or a type
 * @param subject the subject it is registered under, as it was written; without a context it is of the same context
 * @param version its version, from 1
 */
public record Reference(String name, String subject, int version) {}
