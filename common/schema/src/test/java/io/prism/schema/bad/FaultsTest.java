// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.bad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.prism.schema.SchemaFormat;
import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.source.SchemaSource;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is said with its kind and its place. */
class FaultsTest {

    @ParameterizedTest(name = "{0}: {3}")
    @CsvFileSource(
            resources = "/faults.csv",
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            ignoreLeadingAndTrailingWhitespace = true)
    void saysWhatIsWrongAndWhere(SchemaFormat format, FaultKind kind, String place, String text, String words) {
        // When
        SchemaException thrown = refused(format, SchemaSource.of(text.replace("\\n", "\n")));

        // Then
        assertThat(thrown.fault().kind()).as(thrown.getMessage()).isEqualTo(kind);
        assertThat(thrown.fault().place()).as(thrown.getMessage()).hasToString(place == null ? "" : place);
        assertThat(thrown).hasMessageContaining(words);
        assertThat(thrown.fault().remedy()).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource
    void refusesNothing(SchemaFormat format) {
        for (String text : new String[] {"", " ", "\n\t "}) {
            // When
            SchemaException thrown = refused(format, SchemaSource.of(text));

            // Then
            assertThat(thrown.fault().kind()).isEqualTo(FaultKind.EMPTY);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesHalfACharacter(SchemaFormat format) {
        for (String half : new String[] {"\ud800", "\udc00", "\udc00\ud800"}) {
            // Given
            String text = format == SchemaFormat.PROTOBUF ? "// x\n// " + half : "{\"type\":\n\"" + half + "\"}";

            // When
            SchemaException thrown = refused(format, SchemaSource.of(text));

            // Then
            assertThat(thrown.fault().kind()).isEqualTo(FaultKind.SYNTAX);
            assertThat(thrown.fault().place().line()).isEqualTo(2);
            assertThat(thrown.getMessage()).doesNotContain(half).contains("UTF-8");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "22e661, 'line 2, column 2', 0xe6, 4",
        "ff, 'line 2, column 1', 0xff, 3",
        "22c3, 'line 2, column 2', 0xc3, 4",
        "c0af, 'line 2, column 1', 0xc0, 3",
        "eda080, 'line 2, column 1', 0xed, 3",
        "f8888080, 'line 2, column 1', 0xf8, 3"
    })
    void refusesBytesThatAreNotUtf8(String hex, String place, String shown, int number) {
        // Given
        byte[] line = HexFormat.of().parseHex(hex);
        byte[] bytes = new byte[line.length + 2];
        bytes[0] = '[';
        bytes[1] = '\n';
        System.arraycopy(line, 0, bytes, 2, line.length);

        // When
        SchemaException thrown =
                catchThrowableOfType(SchemaException.class, () -> SchemaSource.ofUtf8(bytes, Map.of()));

        // Then
        assertThat(thrown.fault().kind()).isEqualTo(FaultKind.SYNTAX);
        assertThat(thrown.fault().place()).hasToString(place);
        assertThat(thrown).hasMessageContaining(shown).hasMessageContaining("number " + number);
    }

    @Test
    void readsBytesThatAreUtf8() {
        // Given
        String text = "{\"title\":\"é😀\"}";

        // Then
        assertThat(SchemaSource.ofUtf8(text.getBytes(StandardCharsets.UTF_8), Map.of()))
                .isEqualTo(SchemaSource.of(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00", "\\ud800x", "\\udc00\\ud800"})
    void refusesEscapesOfHalfACharacter(String escape) {
        // When
        SchemaException thrown = refused(SchemaFormat.JSON, SchemaSource.of("{\"title\":\"" + escape + "\"}"));

        // Then
        assertThat(thrown.fault().kind()).isEqualTo(FaultKind.SYNTAX);
    }

    @Test
    void namesTheReferenceThatIsWrong() {
        // Given
        Map<SchemaFormat, SchemaSource> sources = Map.of(
                SchemaFormat.AVRO, SchemaSource.of("\"x.A\"", Map.of("other", "{\"type\":1}")),
                SchemaFormat.JSON, SchemaSource.of("{\"$ref\":\"other\"}", Map.of("other", "{\"type\":1}")),
                SchemaFormat.PROTOBUF, SchemaSource.of("import \"other\";", Map.of("other", "message")));

        // Then
        sources.forEach((format, source) ->
                assertThat(refused(format, source)).hasMessageStartingWith("in the reference 'other': "));
    }

    @Test
    void showsNothingUnprintableAndNothingLong() {
        // Given
        String text = "message \u0007\u2028" + "x".repeat(1000) + " {";

        // When
        SchemaException thrown = refused(SchemaFormat.PROTOBUF, SchemaSource.of(text));

        // Then
        assertThat(thrown.getMessage()).hasSizeLessThan(300).doesNotContain("\u0007", "\u2028");
    }

    private static SchemaException refused(SchemaFormat format, SchemaSource source) {
        SchemaException thrown =
                catchThrowableOfType(SchemaException.class, () -> format.parse(source, SchemaLimits.STANDARD));
        assertThat(thrown).as("refused").isNotNull();
        return thrown;
    }
}
