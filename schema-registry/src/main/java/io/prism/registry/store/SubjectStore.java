// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store;

import java.util.List;

/** The subjects of a registry. Safe for use by many threads. */
public interface SubjectStore {

    /** All subjects, softly deleted ones too, in the order of their names. */
    List<Subject> subjects();
}
