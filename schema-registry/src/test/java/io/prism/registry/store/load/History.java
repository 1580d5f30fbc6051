// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.registry.content.SchemaContent;
import io.prism.registry.name.SubjectName;
import io.prism.registry.store.SchemaVersion;
import io.prism.registry.store.Store;
import io.prism.registry.store.SubjectState;
import io.prism.schema.SchemaFormat;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What was acknowledged, held against what there is and against the time at which it happened. */
record History(List<Registered> acknowledged) {

    /**
     * The registrations can be put in one order that agrees with their numbers and with time: none that was
     * acknowledged before another began has a higher number than that.
     */
    void assertLinearizable() {
        bySubject().values().forEach(versions -> assertInOrder(versions, Registered::version));
        // A schema gets its id with the first of its registrations.
        Map<String, Registered> first = acknowledged.stream()
                .collect(Collectors.toMap(
                        Registered::text,
                        Function.identity(),
                        (a, b) -> new Registered(
                                a.subject(),
                                a.version(),
                                a.id(),
                                a.text(),
                                Math.min(a.begunNanos(), b.begunNanos()),
                                Math.min(a.endedNanos(), b.endedNanos()))));
        assertInOrder(first.values(), Registered::id);
    }

    /** No two schemas have one id, no schema has two, and no two versions of a subject have one number. */
    void assertNumbersAreUnique() {
        Map<String, Set<Integer>> ids = new HashMap<>();
        acknowledged.forEach(
                one -> ids.computeIfAbsent(one.text(), text -> new HashSet<>()).add(one.id()));
        assertThat(ids.values()).allSatisfy(of -> assertThat(of).hasSize(1));
        assertThat(ids.values().stream().flatMap(Set::stream)).doesNotHaveDuplicates();
        bySubject()
                .values()
                .forEach(versions ->
                        assertThat(versions).extracting(Registered::version).doesNotHaveDuplicates());
    }

    /** All of it is there, and from every way to look at it. */
    void assertIsIn(Store store) {
        bySubject().forEach((subject, versions) -> {
            SubjectState state = store.subject(SubjectName.of(subject));
            for (Registered one : versions) {
                SchemaVersion version = state.version(one.version()).orElseThrow();
                assertThat(version.id()).isEqualTo(one.id());
                assertThat(version.content().text()).isEqualTo(one.text());
            }
        });
        for (Registered one : acknowledged) {
            SchemaContent content = SchemaContent.of(SchemaFormat.AVRO, one.text());
            assertThat(store.content(".", one.id())).contains(content);
            assertThat(store.id(".", content)).hasValue(one.id());
        }
    }

    /**
     * Nothing else is there but what was under way when a process was killed: versions and ids have no holes.
     *
     * @param underWay most registrations that were not acknowledged and may have happened
     */
    void assertIsAllOf(Store store, int underWay) {
        int versions = 0;
        Set<Integer> ids = new HashSet<>();
        for (var subject : store.subjects()) {
            List<SchemaVersion> there =
                    store.subject(SubjectName.of(subject.name())).versions();
            assertThat(there)
                    .extracting(SchemaVersion::version)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, there.size()).boxed().toList());
            there.forEach(version -> ids.add(version.id()));
            versions += there.size();
        }
        assertThat(versions).isBetween(acknowledged.size(), acknowledged.size() + underWay);
        assertThat(ids).hasSize(store.highestId("."));
        assertThat(ids).allMatch(id -> id >= 1 && id <= store.highestId("."));
    }

    private Map<String, List<Registered>> bySubject() {
        return acknowledged.stream().collect(Collectors.groupingBy(Registered::subject));
    }

    private static void assertInOrder(Collection<Registered> registered, ToIntFunction<Registered> number) {
        List<Registered> downwards = registered.stream()
                .sorted(Comparator.comparingInt(number).reversed())
                .toList();
        long earliestEnd = Long.MAX_VALUE;
        for (Registered one : downwards) {
            assertThat(earliestEnd)
                    .as("one with a higher number than %s was acknowledged before it began", one)
                    .isGreaterThanOrEqualTo(one.begunNanos());
            earliestEnd = Math.min(earliestEnd, one.endedNanos());
        }
    }
}
