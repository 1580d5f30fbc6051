// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.config.secret.Secrets;
import io.prism.core.process.ProgramOptions;
import io.prism.core.process.ProgramOptions.Wrong;
import io.prism.registry.name.SubjectName;
import io.prism.registry.store.cache.CachedStore;
import io.prism.registry.store.choice.StoreChoice.Memory;
import io.prism.registry.store.choice.StoreChoice.Postgres;
import io.prism.registry.store.choice.StoreChoice.Sqlite;
import io.prism.registry.store.memory.MemoryStore;
import io.prism.registry.store.postgres.PostgresTarget;
import io.prism.registry.store.postgres.PostgresTarget.Malformed;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreChoiceTest {

    private static final Secrets NONE = Secrets.standard(Map.of());

    @TempDir
    private Path folder = Path.of("");

    @Test
    void isMemoryUnlessOneIsNamed() throws Wrong {
        assertThat(choice()).isEqualTo(new Memory());
        assertThat(choice("--store", "memory")).isEqualTo(new Memory());
        assertThat(new Memory().open(NONE)).isInstanceOf(MemoryStore.class);
    }

    @Test
    void readsEveryKind() throws Wrong, Malformed {
        String url = "postgresql://ann@127.0.0.1/registry";
        assertThat(choice("--store", "sqlite:a b/c:d.db")).isEqualTo(new Sqlite(Path.of("a b/c:d.db")));
        assertThat(choice("--store", "postgres:" + url)).isEqualTo(new Postgres(PostgresTarget.of(url), ""));
        assertThat(choice("--store", "postgres:" + url, "--store-password", "${env:PW}"))
                .isEqualTo(new Postgres(PostgresTarget.of(url), "${env:PW}"));
    }

    @Test
    void opensWithACacheWithoutConnecting() throws Exception {
        // Given
        Path file = folder.resolve("registry.db");
        var sqlite = new Sqlite(file).open(NONE);
        var postgres = new Postgres(PostgresTarget.of("postgresql://ann@127.0.0.1:1/none"), "").open(NONE);

        // Then
        assertThat(file).doesNotExist();
        try (var one = (CachedStore) sqlite;
                var _ = (CachedStore) postgres) {
            assertThat(one.subject(SubjectName.of("a")).revision()).isZero();
            assertThat(file).exists();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "disk, --store must be memory",
        "memory:, --store must be memory",
        "postgresql://a@h/d, --store must be memory",
        "sqlite, needs the path of a file",
        "sqlite:, needs the path of a file",
        "sqlite::memory:, needs the path of a file",
        "sqlite:a?mode=ro, needs the path of a file",
        "postgres:postgresql://a:secret@h/d, must not hold a password",
        "postgres:h, the address of --store postgres: must be postgresql://",
    })
    void refusesWhatItCannotUse(String store, String why) {
        assertThatThrownBy(() -> choice("--store", store))
                .isInstanceOf(Wrong.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({"secret", "${env:A}secret", "${vault:secret}", "$${env:secret}", "''", "${env:A"})
    void refusesAPasswordThatIsNoReferenceAndDoesNotRepeatIt(String password) {
        assertThatThrownBy(() -> choice("--store", "postgres:postgresql://a@h/d", "--store-password", password))
                .isInstanceOf(Wrong.class)
                .hasMessageContaining("must be '${env:NAME}' or '${file:PATH}'")
                .hasMessageNotContaining("secret");
    }

    @Test
    void refusesAPasswordForWhatHasNone() {
        assertThatThrownBy(() -> choice("--store", "memory", "--store-password", "${env:A}"))
                .isInstanceOf(Wrong.class)
                .hasMessageContaining("PostgreSQL only");
    }

    private static StoreChoice choice(String... line) throws Wrong {
        return StoreChoice.from(ProgramOptions.parse(StoreChoice.OPTIONS, Set.of(), line));
    }
}
