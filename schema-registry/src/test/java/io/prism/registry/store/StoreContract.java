// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.prism.registry.content.Metadata;
import io.prism.registry.content.Reference;
import io.prism.registry.content.SchemaContent;
import io.prism.registry.name.SubjectName;
import io.prism.registry.setting.Config;
import io.prism.registry.setting.Mode;
import io.prism.registry.setting.SettingScope;
import io.prism.schema.SchemaFormat;
import io.prism.schema.compatible.CompatibilityMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of the registry must do. */
public abstract class StoreContract {

    protected static final SubjectName ORDERS = SubjectName.of("orders");
    protected static final SubjectName AUDIT = SubjectName.of("audit");
    private static final SubjectName ELSEWHERE = SubjectName.of(":.other:orders");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final SchemaContent A = SchemaContent.of(SchemaFormat.AVRO, "\"int\"");
    private static final SchemaContent B = SchemaContent.of(SchemaFormat.AVRO, "\"long\"");
    private static final SchemaContent C = SchemaContent.of(SchemaFormat.AVRO, "\"double\"");

    private Store store;

    /** A store that holds nothing. */
    protected abstract Store emptyStore();

    @BeforeEach
    void open() {
        store = emptyStore();
    }

    @Test
    void holdsNothingAtFirst() {
        assertThat(store.contexts()).containsExactly(".");
        assertThat(store.subjects()).isEmpty();
        assertThat(store.subject(ORDERS)).isEqualTo(new SubjectState(ORDERS, 0, List.of()));
        assertThat(store.content(".", 1)).isEmpty();
        assertThat(store.id(".", A)).isEmpty();
        assertThat(store.highestId(".")).isZero();
        assertThat(store.versions(".", 1)).isEmpty();
        assertThat(store.referencing(ORDERS, 1)).isEmpty();
        assertThat(store.config(new SettingScope.Everything())).isEmpty();
        assertThat(store.mode(new SettingScope.Everything())).isEmpty();
    }

    @Test
    void keepsAllThatIsAdded() {
        // Given
        SchemaContent rich = new SchemaContent(
                SchemaFormat.JSON,
                "{\"title\":\"ü 😀 \\\\ ' \\u0000\"}",
                List.of(),
                new Metadata(Map.of("a", List.of("PII")), Map.of("owner", "x"), Set.of("owner")),
                null);

        // When
        SchemaVersion added = store.add(new NewVersion(ORDERS, rich, "// sent\n{}", 0, 0, NOW), 0);

        // Then
        assertThat(added).isEqualTo(new SchemaVersion(ORDERS, 1, 1, rich, "// sent\n{}", NOW, false));
        assertThat(store.subject(ORDERS).versions()).containsExactly(added);
        assertThat(store.content(".", 1)).contains(rich);
        assertThat(store.id(".", rich)).hasValue(1);
        assertThat(store.versions(".", 1)).containsExactly(added);
        assertThat(store.subjects()).containsExactly(new Subject("orders", false));
    }

    @Test
    void countsVersionsInASubjectAndIdsInAContext() {
        // When
        List<SchemaVersion> added =
                List.of(add(ORDERS, A), add(ORDERS, B), add(AUDIT, B), add(AUDIT, C), add(ORDERS, C));

        // Then
        assertThat(added)
                .extracting(version -> version.subject() + " " + version.version() + " " + version.id())
                .containsExactly("orders 1 1", "orders 2 2", "audit 1 2", "audit 2 3", "orders 3 3");
        assertThat(store.highestId(".")).isEqualTo(3);
        assertThat(store.versions(".", 2)).extracting(SchemaVersion::subject).containsExactly(AUDIT, ORDERS);
    }

    @Test
    void everyContextHasItsOwnIds() {
        // Given
        add(ORDERS, A);
        add(ORDERS, B);

        // When
        SchemaVersion elsewhere = add(ELSEWHERE, B);

        // Then
        assertThat(elsewhere.id()).isEqualTo(1);
        assertThat(store.id(".other", B)).hasValue(1);
        assertThat(store.id(".", B)).hasValue(2);
        assertThat(store.content(".other", 2)).isEmpty();
        assertThat(store.contexts()).containsExactly(".", ".other");
    }

    @Test
    void contentIsTheSameOnlyWithAllThatBelongsToIt() {
        // Given
        SchemaContent tagged = new SchemaContent(
                A.format(), A.text(), List.of(), new Metadata(Map.of(), Map.of("a", "b"), Set.of()), null);
        SchemaContent other = SchemaContent.of(SchemaFormat.JSON, A.text());

        // Then
        assertThat(add(ORDERS, A).id()).isEqualTo(1);
        assertThat(add(ORDERS, tagged).id()).isEqualTo(2);
        assertThat(add(ORDERS, other).id()).isEqualTo(3);
    }

    @Test
    void refusesAChangeThatWasDecidedOnAnotherRevision() {
        // Given
        add(ORDERS, A);

        // Then
        assertThatThrownBy(() -> store.add(NewVersion.of(ORDERS, B, NOW), 0))
                .isInstanceOf(StoreException.Changed.class);
        assertThatThrownBy(() -> store.hide(ORDERS, Set.of(1), 7)).isInstanceOf(StoreException.Changed.class);
        assertThatThrownBy(() -> store.remove(ORDERS, Set.of(1), 0)).isInstanceOf(StoreException.Changed.class);
        assertThat(store.subject(ORDERS).live()).hasSize(1);
        assertThat(store.id(".", B)).isEmpty();
    }

    @Test
    void everyChangeOfVersionsIsANewRevision() {
        // Given
        long first = revision(ORDERS);

        // When
        add(ORDERS, A);
        long second = revision(ORDERS);
        hide(ORDERS, 1);
        long third = revision(ORDERS);
        remove(ORDERS, 1);
        long none = revision(ORDERS);
        add(ORDERS, A);

        // Then
        assertThat(none).isZero();
        assertThat(List.of(first, second, third, revision(ORDERS))).doesNotHaveDuplicates();
    }

    @Test
    void hidesVersionsButKeepsTheirIds() {
        // Given
        add(ORDERS, A);
        add(ORDERS, B);

        // When
        hide(ORDERS, 1, 9);

        // Then
        assertThat(store.subject(ORDERS).live())
                .extracting(SchemaVersion::version)
                .containsExactly(2);
        assertThat(store.subject(ORDERS).versions()).hasSize(2);
        assertThat(store.content(".", 1)).contains(A);
        assertThat(store.versions(".", 1)).singleElement().matches(SchemaVersion::hidden);
        assertThat(store.subjects()).containsExactly(new Subject("orders", false));
        hide(ORDERS, 2);
        assertThat(store.subjects()).containsExactly(new Subject("orders", true));
        assertThat(store.subject(ORDERS).next()).isEqualTo(3);
    }

    @Test
    void removesVersionsAndWhatOnlyTheyHad() {
        // Given
        add(ORDERS, A);
        add(ORDERS, B);
        add(AUDIT, B);

        // When
        hide(ORDERS, 1, 2);
        remove(ORDERS, 1, 2);

        // Then
        assertThat(store.subject(ORDERS).versions()).isEmpty();
        assertThat(store.subjects()).containsExactly(new Subject("audit", false));
        assertThat(store.content(".", 1)).isEmpty();
        assertThat(store.id(".", A)).isEmpty();
        assertThat(store.content(".", 2)).contains(B);
    }

    @Test
    void neverGivesAnIdTwice() {
        // Given
        add(ORDERS, A);
        add(ORDERS, B);
        hide(ORDERS, 1, 2);
        remove(ORDERS, 1, 2);

        // Then
        assertThat(add(ORDERS, C).id()).isEqualTo(3);
        assertThat(add(ORDERS, A).id()).isEqualTo(4);
        assertThat(store.highestId(".")).isEqualTo(4);
    }

    @Test
    void aSchemaThatComesBackTakesThePlaceOfItsHiddenVersions() {
        // Given
        add(ORDERS, A);
        add(ORDERS, B);
        hide(ORDERS, 1);

        // When
        SchemaVersion back = add(ORDERS, A);

        // Then
        assertThat(back.version()).isEqualTo(3);
        assertThat(back.id()).isEqualTo(1);
        assertThat(store.subject(ORDERS).versions())
                .extracting(SchemaVersion::version)
                .containsExactly(2, 3);
        assertThat(store.versions(".", 1)).containsExactly(back);
    }

    @Test
    void refusesToHideWhatALiveVersionRefersTo() {
        // Given
        add(AUDIT, A);
        SchemaVersion by = add(ORDERS, refersTo("audit", 1));

        // When
        StoreException.Referenced thrown = catchThrowableOfType(StoreException.Referenced.class, () -> hide(AUDIT, 1));

        // Then
        assertThat(thrown.by()).containsExactly(by);
        assertThat(store.referencing(AUDIT, 1)).containsExactly(by);
        assertThat(store.subject(AUDIT).live()).hasSize(1);
        hide(ORDERS, 1);
        hide(AUDIT, 1);
        assertThat(store.subject(AUDIT).live()).isEmpty();
    }

    @Test
    void refusesToRemoveWhatAHiddenVersionRefersTo() {
        // Given
        add(AUDIT, A);
        add(ORDERS, refersTo("audit", 1));
        hide(ORDERS, 1);
        hide(AUDIT, 1);

        // Then
        assertThatThrownBy(() -> remove(AUDIT, 1)).isInstanceOf(StoreException.Referenced.class);
        remove(ORDERS, 1);
        assertThat(store.referencing(AUDIT, 1)).isEmpty();
        remove(AUDIT, 1);
        assertThat(store.subjects()).isEmpty();
    }

    @Test
    void versionsThatReferToEachOtherGoTogether() {
        // Given
        add(ORDERS, A);
        add(ORDERS, refersTo("orders", 1));

        // Then
        assertThatThrownBy(() -> hide(ORDERS, 1)).isInstanceOf(StoreException.Referenced.class);
        hide(ORDERS, 1, 2);
        assertThatThrownBy(() -> remove(ORDERS, 1)).isInstanceOf(StoreException.Referenced.class);
        remove(ORDERS, 1, 2);
        assertThat(store.subjects()).isEmpty();
    }

    @Test
    void aHiddenVersionThatIsReferredToKeepsItsPlace() {
        // Given
        add(AUDIT, A);
        add(ORDERS, refersTo("audit", 1));
        hide(ORDERS, 1);
        hide(AUDIT, 1);

        // When
        add(AUDIT, A);

        // Then
        assertThat(store.subject(AUDIT).versions())
                .extracting(SchemaVersion::version)
                .containsExactly(1, 2);
    }

    @Test
    void refusesReferencesToWhatIsNotThere() {
        // Given
        add(AUDIT, A);
        add(AUDIT, B);
        hide(AUDIT, 1);

        // Then
        for (SchemaContent content : List.of(refersTo("audit", 1), refersTo("audit", 3), refersTo("nobody", 1))) {
            StoreException.MissingReference thrown = catchThrowableOfType(
                    StoreException.MissingReference.class, () -> store.add(NewVersion.of(ORDERS, content, NOW), 0));
            assertThat(thrown.reference()).isEqualTo(content.references().getFirst());
        }
        assertThat(store.subject(ORDERS).revision()).isZero();
    }

    @Test
    void referencesWithoutAContextAreOfTheSameOne() {
        // Given
        add(AUDIT, A);
        SubjectName here = SubjectName.of(":.other:audit");

        // Then
        assertThatThrownBy(() -> add(ELSEWHERE, refersTo("audit", 1)))
                .isInstanceOf(StoreException.MissingReference.class);
        add(here, A);
        SchemaVersion by = add(ELSEWHERE, refersTo("audit", 1));
        assertThat(store.referencing(here, 1)).containsExactly(by);
        assertThat(store.referencing(AUDIT, 1)).isEmpty();
    }

    @Test
    void takesNumbersOfOnesOwn() {
        // When
        SchemaVersion added = store.add(new NewVersion(ORDERS, A, null, 7, 100, NOW), 0);

        // Then
        assertThat(added.version()).isEqualTo(7);
        assertThat(added.id()).isEqualTo(100);
        assertThat(add(ORDERS, B).version()).isEqualTo(8);
        assertThat(store.id(".", B)).hasValue(101);
        assertThat(store.add(new NewVersion(ORDERS, C, null, 3, 50, NOW), revision(ORDERS))
                        .version())
                .isEqualTo(3);
        assertThat(store.subject(ORDERS).versions())
                .extracting(SchemaVersion::version)
                .containsExactly(3, 7, 8);
    }

    @Test
    void refusesNumbersThatAreTaken() {
        // Given
        add(ORDERS, A);

        // Then
        for (NewVersion taken : List.of(
                new NewVersion(ORDERS, B, null, 1, 0, NOW),
                new NewVersion(ORDERS, B, null, 0, 1, NOW),
                new NewVersion(ORDERS, A, null, 0, 9, NOW))) {
            assertThatThrownBy(() -> store.add(taken, revision(ORDERS))).isInstanceOf(StoreException.Taken.class);
        }
        assertThat(store.subject(ORDERS).versions()).hasSize(1);
        assertThat(store.highestId(".")).isEqualTo(1);
    }

    @Test
    void keepsSettingsByScope() {
        // Given
        List<SettingScope> scopes = List.of(
                new SettingScope.Everything(),
                new SettingScope.OfContext(".other"),
                new SettingScope.OfSubject(ORDERS),
                new SettingScope.OfSubject(ELSEWHERE));

        // Then
        for (SettingScope scope : scopes) {
            Config full = Config.of(CompatibilityMode.FULL);
            assertThat(store.setConfig(scope, Optional.of(full))).isEmpty();
            assertThat(store.setConfig(scope, Optional.of(Config.of(CompatibilityMode.NONE))))
                    .contains(full);
            assertThat(store.setMode(scope, Optional.of(Mode.READONLY))).isEmpty();
            assertThat(store.config(scope)).contains(Config.of(CompatibilityMode.NONE));
            assertThat(store.mode(scope)).contains(Mode.READONLY);
        }
        assertThat(store.scopes()).containsExactlyInAnyOrderElementsOf(scopes);
        assertThat(store.setConfig(scopes.getFirst(), Optional.empty())).contains(Config.of(CompatibilityMode.NONE));
        assertThat(store.scopes()).containsExactlyInAnyOrderElementsOf(scopes);
        assertThat(store.setMode(scopes.getFirst(), Optional.empty())).contains(Mode.READONLY);
        assertThat(store.config(scopes.getFirst())).isEmpty();
        assertThat(store.mode(scopes.getFirst())).isEmpty();
        assertThat(store.config(scopes.get(2))).isPresent();
        assertThat(store.scopes()).containsExactlyInAnyOrderElementsOf(scopes.subList(1, scopes.size()));
    }

    @Test
    void theLastVersionTakesTheSettingsOfTheSubjectWithIt() {
        // Given
        SettingScope scope = new SettingScope.OfSubject(ORDERS);
        add(ORDERS, A);
        store.setConfig(scope, Optional.of(Config.of(CompatibilityMode.FULL)));
        store.setMode(scope, Optional.of(Mode.READONLY));

        // When
        hide(ORDERS, 1);
        Optional<Config> hidden = store.config(scope);
        remove(ORDERS, 1);

        // Then
        assertThat(hidden).isPresent();
        assertThat(store.config(scope)).isEmpty();
        assertThat(store.mode(scope)).isEmpty();
    }

    @Test
    void dropsAnEmptyContextOnly() {
        // Given
        add(ELSEWHERE, A);
        store.setConfig(new SettingScope.OfContext(".other"), Optional.of(Config.of(CompatibilityMode.FULL)));

        // Then
        assertThatThrownBy(() -> store.dropContext(".other")).isInstanceOf(StoreException.NotEmpty.class);
        hide(ELSEWHERE, 1);
        assertThatThrownBy(() -> store.dropContext(".other")).isInstanceOf(StoreException.NotEmpty.class);
        remove(ELSEWHERE, 1);
        store.dropContext(".other");
        assertThat(store.contexts()).containsExactly(".");
        assertThat(store.config(new SettingScope.OfContext(".other"))).isEmpty();
        assertThat(add(ELSEWHERE, B).id()).isEqualTo(1);
    }

    @Test
    void manyWritersLoseNothingAndShareNoNumber() throws InterruptedException, ExecutionException {
        // Given
        int writers = 8;
        int each = 50;
        List<Future<List<SchemaVersion>>> running = new ArrayList<>();

        // When
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < writers; writer++) {
                int number = writer;
                running.add(threads.submit(() -> IntStream.range(0, each)
                        .mapToObj(i ->
                                addAgainUntilItIs(SchemaContent.of(SchemaFormat.AVRO, "\"" + number + "." + i + "\"")))
                        .toList()));
            }
        }
        List<SchemaVersion> added = new ArrayList<>();
        for (Future<List<SchemaVersion>> writer : running) {
            added.addAll(writer.get());
        }

        // Then
        assertThat(added).extracting(SchemaVersion::id).doesNotHaveDuplicates().hasSize(writers * each);
        assertThat(added).extracting(SchemaVersion::version).doesNotHaveDuplicates();
        assertThat(store.subject(ORDERS).versions()).containsExactlyInAnyOrderElementsOf(added);
        assertThat(store.highestId(".")).isEqualTo(writers * each);
        assertThat(store.subject(ORDERS).next()).isEqualTo(writers * each + 1);
    }

    private SchemaVersion addAgainUntilItIs(SchemaContent content) {
        while (true) {
            try {
                return store.add(NewVersion.of(ORDERS, content, NOW), revision(ORDERS));
            } catch (StoreException.Changed e) {
                Thread.onSpinWait();
            }
        }
    }

    private SchemaVersion add(SubjectName subject, SchemaContent content) {
        return store.add(NewVersion.of(subject, content, NOW), revision(subject));
    }

    private void hide(SubjectName subject, Integer... versions) {
        store.hide(subject, Set.of(versions), revision(subject));
    }

    private void remove(SubjectName subject, Integer... versions) {
        store.remove(subject, Set.of(versions), revision(subject));
    }

    private long revision(SubjectName subject) {
        return store.subject(subject).revision();
    }

    private static SchemaContent refersTo(String subject, int version) {
        return new SchemaContent(
                SchemaFormat.AVRO,
                "\"uses " + subject + version + "\"",
                List.of(new Reference("r", subject, version)),
                null,
                null);
    }
}
