// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.register;

import io.prism.registry.name.SubjectName;

/**
 * What is about to be registered.
 *
 * @param subject under which subject
 * @param prepared the schema
 */
public record Proposal(SubjectName subject, PreparedSchema prepared) {}
