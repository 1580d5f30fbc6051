// SPDX-License-Identifier: Apache-2.0
package io.prism.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of contracts is complete and in order. */
class ContractsTest {

    private static final Path PROTOS = Path.of("src/main/proto");

    @Test
    void listsEveryProtoFile() throws IOException {
        // Given
        List<String> onDisk =
                protoFiles().map(file -> PROTOS.relativize(file).toString()).toList();

        // When
        List<String> listed =
                Contracts.files().stream().map(FileDescriptor::getFullName).toList();

        // Then
        assertThat(listed).containsExactlyInAnyOrderElementsOf(onDisk);
    }

    @Test
    void wouldListAFileThatIsAdded(@TempDir Path module) throws IOException, InterruptedException {
        // Given
        Path folder = Files.createDirectories(module.resolve(PROTOS).resolve("prism/interfaces/toy"));
        Files.writeString(folder.resolve("toy.proto"), """
                syntax = "proto3";
                package prism.toy;
                option java_outer_classname = "ToyProto";
                option java_package = "io.prism.contracts.toy";
                """);

        // When
        Process script = new ProcessBuilder("../../.mvn/write-index", "contracts", module.toString())
                .inheritIO()
                .start();

        // Then
        assertThat(script.waitFor()).isZero();
        assertThat(module.resolve("target/generated-sources/index/io/prism/contracts/ProtoFiles.java"))
                .content()
                .contains("return List.of(\n                io.prism.contracts.toy.ToyProto.getDescriptor());");
    }

    @Test
    void listsAFileAfterThoseItImports() {
        // Given
        List<FileDescriptor> files = Contracts.files();

        // When
        List<FileDescriptor> early = files.stream()
                .filter(file ->
                        file.getDependencies().stream().anyMatch(other -> files.indexOf(other) > files.indexOf(file)))
                .toList();

        // Then
        assertThat(early).isEmpty();
    }

    @Test
    void listsTheServicesOfAllFiles() {
        // Given
        List<FileDescriptor> files = Contracts.files();

        // When
        List<String> names = Contracts.services().stream()
                .map(ServiceDescriptor::getFullName)
                .toList();

        // Then
        assertThat(names)
                .hasSize(files.stream()
                        .mapToInt(file -> file.getServices().size())
                        .sum())
                .doesNotHaveDuplicates()
                .contains("prism.ControlPlane", "prism.interfaces.keyvalue.KeyValueScanInterface");
    }

    @Test
    void explainsEveryDeclaration() throws IOException {
        // Given
        List<Path> files = protoFiles().toList();

        // When
        List<String> bare = files.stream()
                .flatMap(ContractsTest::declarationsWithoutComment)
                .toList();

        // Then
        assertThat(bare).isEmpty();
    }

    private static Stream<Path> protoFiles() throws IOException {
        try (Stream<Path> all = Files.walk(PROTOS)) {
            return all.filter(file -> file.toString().endsWith(".proto")).toList().stream();
        }
    }

    private static Stream<String> declarationsWithoutComment(Path file) {
        List<String> lines = lines(file);
        return Stream.iterate(1, i -> i < lines.size(), i -> i + 1)
                .filter(i -> lines.get(i).matches("\\s*(service|message|enum|rpc|oneof|extend) .*|.* = -?\\d+;"))
                .filter(i ->
                        !lines.get(i).startsWith("option ") && !lines.get(i).contains("option ("))
                .filter(i -> !lines.get(i - 1).strip().startsWith("//"))
                .map(i ->
                        file.getFileName() + ":" + (i + 1) + " " + lines.get(i).strip());
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
