// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.launcher.place.Programs.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProgramsTest {

    @TempDir
    Path home;

    private Programs programs;

    @BeforeEach
    void unpack() {
        programs = new Programs(home, Path.of("/jdk/bin/java"));
    }

    @Test
    void runsAJarOnTheJvm() throws IOException {
        // Given
        Path jar = file("pattern-apps/host/target/quarkus-app/quarkus-run.jar");

        // Then
        assertThat(programs.commandLine(Program.HOST))
                .startsWith("/jdk/bin/java", "-XX:+UseSerialGC", "-Xmx256m", "-XX:+ExitOnOutOfMemoryError")
                .doesNotContain("-XX:TieredStopAtLevel=1")
                .endsWith("-jar", jar.toString())
                .noneMatch(argument -> argument.startsWith("-XX:AOTCache"));
    }

    @ParameterizedTest
    @EnumSource(Program.class)
    void givesEveryProgramTheWholeCompiler(Program program) throws IOException {
        // Given
        file("pattern-apps/host/quarkus-run.jar");
        file("proxy-app/quarkus-run.jar");
        file("schema-registry/quarkus-run.jar");

        // Then
        assertThat(programs.commandLine(program)).noneMatch(flag -> flag.startsWith("-XX:TieredStopAtLevel"));
    }

    @Test
    void usesATrainedCacheAndSparesTheProxyTheQuickCompiler() throws IOException {
        // Given
        file("proxy-app/quarkus-run.jar");
        Path cache = file("proxy-app/app.aot");

        // Then
        assertThat(programs.commandLine(Program.PROXY))
                .contains("-XX:AOTCache=" + cache, "-Xms72m", "-Xmx512m", "-Xmn40m")
                .doesNotContain("-XX:TieredStopAtLevel=1");
    }

    @Test
    void saysWhereSqlitesLibraryIsUnpacked() throws IOException {
        // Given
        file("pattern-apps/host/quarkus-run.jar");
        Path library = file("pattern-apps/host/sqlite/libsqlitejdbc.so");

        // Then
        assertThat(programs.commandLine(Program.HOST))
                .contains("-Dorg.sqlite.lib.path=" + library.getParent(), "-Dorg.sqlite.lib.name=libsqlitejdbc.so");
    }

    @Test
    void prefersANativeExecutable() throws IOException {
        // Given
        file("proxy-app/target/quarkus-app/quarkus-run.jar");
        Path runner = executable("proxy-app/target/prism-proxy-app-1-runner");
        Path packaged = executable("schema-registry/schema-registry");

        // Then
        assertThat(programs.commandLine(Program.PROXY)).containsExactly(runner.toString());
        assertThat(programs.commandLine(Program.REGISTRY)).containsExactly(packaged.toString());
    }

    @Test
    void prefersAJarThatWasBuiltAfterTheExecutable() throws IOException {
        // Given
        Path jar = file("proxy-app/target/quarkus-app/quarkus-run.jar");
        Path runner = executable("proxy-app/target/prism-proxy-app-1-runner");
        Files.setLastModifiedTime(
                runner, FileTime.from(Files.getLastModifiedTime(jar).toInstant().minusSeconds(1)));

        // Then
        assertThat(programs.commandLine(Program.PROXY)).endsWith("-jar", jar.toString());
    }

    @Test
    void saysWhatToBuild() {
        assertThatThrownBy(() -> programs.commandLine(Program.HOST))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("-pl pattern-apps/host");
    }

    private Path file(String name) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "");
    }

    private Path executable(String name) throws IOException {
        return Files.setPosixFilePermissions(file(name), PosixFilePermissions.fromString("rwx------"));
    }
}
