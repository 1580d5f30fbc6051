// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store;

/**
 * A name under which versions of a schema are kept.
 *
 * @param name as registered; {@code :.context:name} when it lives in a context other than the default one
 * @param deleted whether it is softly deleted: hidden, but its schemas can still be read by id
 */
public record Subject(String name, boolean deleted) {}
