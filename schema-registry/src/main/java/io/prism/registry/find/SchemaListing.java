// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.find;

import io.prism.registry.name.SubjectName;
import io.prism.registry.setting.Config;
import io.prism.registry.setting.SettingScope;
import io.prism.registry.store.SchemaVersion;
import io.prism.registry.store.Store;
import io.prism.registry.store.Subject;
import io.prism.registry.store.SubjectQuery;
import io.prism.registry.store.SubjectQuery.Shown;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Lists schemas. Safe for use by many threads; blocks as long as the store does. */
@ApplicationScoped
public class SchemaListing {

    /**
     * A version with the aliases of its subject.
     *
     * @param version the version
     * @param aliases subjects that stand for its subject
     */
    public record Listed(SchemaVersion version, List<String> aliases) {}

    private final Store store;

    SchemaListing(Store store) {
        this.store = store;
    }

    /** The schemas that are asked for, by subject and number. Subjects beyond the page are not read. */
    public List<Listed> list(SchemaQuery query, Page page, Predicate<SubjectName> visible) {
        Map<String, List<String>> aliases = query.aliases() ? aliases() : Map.of();
        return page.of(names(query, aliases).stream()
                .map(SubjectName::of)
                .filter(visible)
                .flatMap(name -> query.among(store.subject(name).versions().stream())
                        .map(version -> new Listed(version, aliases.getOrDefault(name.qualified(), List.of())))));
    }

    /** The names that fit, and the subjects behind aliases that fit. */
    private List<String> names(SchemaQuery query, Map<String, List<String>> aliases) {
        Shown shown = query.deleted() ? Shown.ALL : Shown.LIVE;
        TreeSet<String> names = new TreeSet<>(new SubjectQuery(query.prefix(), shown, 0, -1).in(store));
        aliases.forEach((subject, known) -> {
            if (known.stream().anyMatch(alias -> fits(query.prefix(), alias))) {
                names.add(subject);
            }
        });
        return List.copyOf(names);
    }

    private static boolean fits(String prefix, String name) {
        return !new SubjectQuery(prefix, Shown.ALL, 0, -1)
                .in(() -> List.of(new Subject(name, false)))
                .isEmpty();
    }

    private Map<String, List<String>> aliases() {
        Map<String, List<String>> byTarget = new TreeMap<>();
        for (SettingScope scope : store.scopes()) {
            if (scope instanceof SettingScope.OfSubject(SubjectName name)) {
                store.config(scope)
                        .map(Config::alias)
                        .ifPresent(alias -> byTarget.computeIfAbsent(
                                        SubjectName.in(name.context(), alias).qualified(), t -> new ArrayList<>())
                                .add(name.qualified()));
            }
        }
        return byTarget;
    }
}
