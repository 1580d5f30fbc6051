// SPDX-License-Identifier: Apache-2.0
package io.prism.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessFileTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice",
                "alice:md5:1:c2FsdHNhbHQ=:x",
                "alice:pbkdf2-sha256:x:c2FsdHNhbHQ=:x",
                "alice:pbkdf2-sha256:hunter2:c2FsdHNhbHQ=:x",
                "alice:pbkdf2-sha256:1:c2FsdHNhbHQ=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "alice:pbkdf2-sha256:99999999:c2FsdHNhbHQ=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "alice:pbkdf2-sha256:10000:YQ==:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "alice:pbkdf2-sha256:10000:c2FsdHNhbHQ=:AAAA",
            })
    void aWrongLineIsNamedButNotShown(String line) throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("users"), "# people\n\n" + line + "\n");

        // Then
        assertThatThrownBy(() -> AccessFile.entries(file, Password::parse))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("line 3 of " + file)
                .hasMessageNotContaining("c2FsdHNhbHQ=")
                .hasMessageNotContaining("hunter2")
                .rootCause()
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("c2FsdHNhbHQ=")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void readsPasswordsAndTokens() {
        // When
        Password password = Password.parse(
                "alice:pbkdf2-sha256:10000:c2FsdHNhbHQ=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:ci,ops");
        AccessTokens.Entry token = AccessTokens.Entry.parse("sha256:" + "AB".repeat(32) + ":robot");

        // Then
        assertThat(password.who()).isEqualTo(new Principal("alice", Set.of("ci", "ops")));
        assertThat(password.is("anything".toCharArray())).isFalse();
        assertThat(password).hasToString("Password[alice]");
        assertThat(token).isEqualTo(new AccessTokens.Entry("ab".repeat(32), new Principal("robot", Set.of())));
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> AccessFile.entries(folder.resolve("nothing"), Password::parse))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing");
    }
}
