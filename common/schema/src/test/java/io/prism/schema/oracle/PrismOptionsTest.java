// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.prism.contracts.options.OptionsProto;
import io.prism.schema.ProtobufText;
import io.prism.schema.SchemaFormat;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.source.SchemaSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PrismOptionsTest {

    private static final Path PROTOS =
            Path.of(System.getProperty("prism.root", "../..")).resolve("common/contracts/src/main/proto");

    @Test
    void knownOptionsAreThoseOfTheContracts() {
        // Given
        String text = "syntax = \"proto3\"; import \"prism/options.proto\";";

        // When
        FileDescriptor known = descriptor(text).getDependencies().getFirst();

        // Then
        assertThat(known.toProto()).isEqualTo(OptionsProto.getDescriptor().toProto());
    }

    @Test
    void everyContractCanBeRead() throws IOException {
        // Given
        List<Path> files;
        try (Stream<Path> found = Files.walk(PROTOS)) {
            files = found.filter(file -> file.toString().endsWith(".proto")).toList();
        }
        Map<String, String> texts = new TreeMap<>();
        for (Path file : files) {
            texts.put(PROTOS.relativize(file).toString(), Files.readString(file));
        }

        // Then
        assertThat(texts).hasSizeGreaterThan(10);
        texts.forEach((name, text) -> {
            FileDescriptorProto proto = ((ProtobufText)
                            SchemaFormat.PROTOBUF.parse(SchemaSource.of(text, texts), SchemaLimits.STANDARD))
                    .document()
                    .descriptor()
                    .toProto();
            assertThat(proto.getPackage()).as(name).startsWith("prism");
        });
    }

    private static FileDescriptor descriptor(String text) {
        return ((ProtobufText) SchemaFormat.PROTOBUF.parse(SchemaSource.of(text), SchemaLimits.STANDARD))
                .document()
                .descriptor();
    }
}
