// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.setting;

import io.prism.registry.name.SubjectName;

/** What a setting is for. */
public sealed interface SettingScope {

    /** Everything that has no setting of its own. */
    record Everything() implements SettingScope {}

    /**
     * The subjects of a context that have no setting of their own.
     *
     * @param name the context, which starts with a dot
     */
    record OfContext(String name) implements SettingScope {}

    /**
     * One subject.
     *
     * @param name the subject
     */
    record OfSubject(SubjectName name) implements SettingScope {}
}
