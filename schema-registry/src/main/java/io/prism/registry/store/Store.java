// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store;

import io.prism.registry.content.SchemaContent;
import io.prism.registry.name.SubjectName;
import io.prism.registry.setting.Config;
import io.prism.registry.setting.Mode;
import io.prism.registry.setting.SettingScope;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a registry holds. It knows versions, ids and references, not rules: whether schemas are compatible, whether a
 * version must be hidden before it is removed, or what a mode forbids is decided by its caller.
 *
 * <p>Safe for use by many threads and, where it outlives the process, by many processes. Every change is linearizable:
 * it happens at one moment between call and return, everyone sees it from then on, and what has returned survives a
 * crash as far as the store outlives the process at all. A change of versions names the {@linkplain
 * SubjectState#revision() revision} it was decided on and fails with {@link StoreException.Changed} when the subject
 * has another one by then; so a check against earlier versions and the registration behind it are one.
 *
 * <p>Methods may block; call them from virtual threads. Each can fail with {@link StoreException.Unavailable}.
 */
public interface Store extends SubjectStore {

    /** The contexts that have versions, softly deleted ones counted, and the default one; sorted. */
    List<String> contexts();

    /** The subject {@code name} as it is now; without versions, at revision 0, when there is no such subject. */
    SubjectState subject(SubjectName name);

    /** The content with the id {@code id}, as long as a version of the context has it, softly deleted or not. */
    Optional<SchemaContent> content(String context, int id);

    /** The id of {@code content} in {@code context}, as long as a version has it. */
    OptionalInt id(String context, SchemaContent content);

    /** The highest id that {@code context} has ever given; 0 when it has given none. */
    int highestId(String context);

    /** The versions of {@code context} with the id {@code id}, by subject and number, softly deleted ones too. */
    List<SchemaVersion> versions(String context, int id);

    /**
     * Some versions of {@code context} with the id {@code id}, as {@link #versions} showed them at a moment since the
     * last one of them was removed. One that was added or softly deleted lately may not be shown so yet. Where it only
     * matters that there is one, this is faster.
     */
    default List<SchemaVersion> sightings(String context, int id) {
        return versions(context, id);
    }

    /** The versions of all contexts that refer to {@code version} of {@code subject}, by subject and number. */
    List<SchemaVersion> referencing(SubjectName subject, int version);

    /**
     * Adds a version. Its id is that of equal content in the context, or the next one; ids count up by 1 from 1 and are
     * never used again. Softly deleted versions of the subject with the same id are removed, unless something refers
     * to them: the new one takes their place.
     *
     * @param revision of the subject, on which the addition was decided
     * @return what was added, with its numbers
     * @throws StoreException.Changed when the subject has another revision
     * @throws StoreException.MissingReference when it refers to something that is not there, or softly deleted
     * @throws StoreException.Taken when it asks for an id or a version that belongs to something else
     */
    SchemaVersion add(NewVersion version, long revision);

    /**
     * Deletes versions softly; those that are not there, or hidden already, are left as they are.
     *
     * @param revision of the subject, on which the deletion was decided
     * @throws StoreException.Changed when the subject has another revision
     * @throws StoreException.Referenced when a live version that is not deleted with them refers to one of them
     */
    void hide(SubjectName subject, Set<Integer> versions, long revision);

    /**
     * Deletes versions for good; those that are not there are left out. With the last version of a subject go its
     * settings, with the last version of an id its content.
     *
     * @param revision of the subject, on which the deletion was decided
     * @throws StoreException.Changed when the subject has another revision
     * @throws StoreException.Referenced when a version that is not deleted with them, live or hidden, refers to one
     */
    void remove(SubjectName subject, Set<Integer> versions, long revision);

    /**
     * Forgets a context: its settings and where its ids were.
     *
     * @throws StoreException.NotEmpty when it has versions
     */
    void dropContext(String context);

    /** The scopes that have a configuration or a mode of their own, in any order. */
    List<SettingScope> scopes();

    /** What is set for {@code scope} itself. */
    Optional<Config> config(SettingScope scope);

    /** Sets {@code config} for {@code scope}, or nothing when it is empty; returns what was set before. */
    Optional<Config> setConfig(SettingScope scope, Optional<Config> config);

    /** The mode that is set for {@code scope} itself. */
    Optional<Mode> mode(SettingScope scope);

    /** Sets {@code mode} for {@code scope}, or nothing when it is empty; returns what was set before. */
    Optional<Mode> setMode(SettingScope scope, Optional<Mode> mode);
}
