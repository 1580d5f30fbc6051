// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectNameTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "orders,.,orders,orders",
                ":.ctx:orders,.ctx,orders,:.ctx:orders",
                ":.:orders,.,orders,orders",
                ":.ctx:,.ctx,``,:.ctx:",
                ":.ctx:a:b,.ctx,a:b,:.ctx:a:b",
                "a:b,.,a:b,a:b",
                ":nothing:x,.,:nothing:x,:nothing:x",
                ":.open,.,:.open,:.open",
                "``,.,``,``"
            })
    void readsNames(String text, String context, String name, String qualified) {
        // When
        SubjectName subject = SubjectName.of(text);

        // Then
        assertThat(subject).isEqualTo(new SubjectName(context, name));
        assertThat(subject.qualified()).isEqualTo(qualified);
        assertThat(SubjectName.of(subject.qualified())).isEqualTo(subject);
    }

    @Test
    void namesWithoutAContextAreOfTheOneAround() {
        assertThat(SubjectName.in(".ctx", "orders")).isEqualTo(new SubjectName(".ctx", "orders"));
        assertThat(SubjectName.in(".ctx", ":.:orders")).isEqualTo(new SubjectName(".", "orders"));
    }

    @Test
    void namesAreSortedAsTheirTextsAre() {
        assertThat(Stream.of("b", ":.x:a", "a").map(SubjectName::of).sorted())
                .extracting(SubjectName::qualified)
                .containsExactly(":.x:a", "a", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\u0000", ":.c\tx:a"})
    void refusesControlCharacters(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SubjectName.of(text));
    }
}
