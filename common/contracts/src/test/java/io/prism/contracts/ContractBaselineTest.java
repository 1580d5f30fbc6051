// SPDX-License-Identifier: Apache-2.0
package io.prism.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No promise that was ever made to a client is broken unnoticed. */
class ContractBaselineTest {

    private static final Path FILE = Path.of("src/test/resources/contracts-baseline.txt");
    private static final String HOW_TO_ACCEPT =
            "if this is meant, rerun this test with -Dcontracts.accept=true: it rewrites " + FILE;
    private static final List<String> HEAD = List.of(
            "# SPDX-License-Identifier: Apache-2.0",
            "# Every fact about our protos that clients rely on. Written by ContractBaselineTest, see README.md.");

    @BeforeAll
    static void acceptWhenAsked() throws IOException {
        if (Boolean.getBoolean("contracts.accept")) {
            List<String> lines = new ArrayList<>(HEAD);
            lines.addAll(committed().accept(ContractFacts.of(Contracts.files())).lines());
            Files.write(FILE, lines);
        }
    }

    @Test
    void keepsEveryPromiseAndMakesNoneUnnoticed() throws IOException {
        // Given
        ContractBaseline baseline = committed();

        // When
        List<String> problems = baseline.problems(ContractFacts.of(Contracts.files()));

        // Then
        assertThat(problems).as(HOW_TO_ACCEPT).isEmpty();
    }

    @Test
    void namesTheFactThatIsGone() {
        // Given
        ContractBaseline baseline = ContractBaseline.parse(List.of("message a.M", "field a.M x 1 string"));

        // When
        List<String> problems = baseline.problems(facts("message a.M"));

        // Then
        assertThat(problems).containsExactly("broken promise, no longer true: field a.M x 1 string");
    }

    @Test
    void namesTheFactThatIsNew() {
        // Given
        ContractBaseline baseline = ContractBaseline.parse(List.of("# comment", "", "message a.M"));

        // When
        List<String> problems = baseline.problems(facts("message a.M", "field a.M x 1 string"));

        // Then
        assertThat(problems).containsExactly("new, not in the baseline: field a.M x 1 string");
    }

    @Test
    void acceptsAnAddition() {
        // Given
        ContractBaseline baseline = ContractBaseline.parse(List.of("message a.M"));

        // When
        ContractBaseline accepted = baseline.accept(facts("message a.M", "field a.M x 1 string"));

        // Then
        assertThat(accepted.lines()).containsExactly("field a.M x 1 string", "message a.M");
    }

    @Test
    void remembersTheNumberOfAFieldWhoseRemovalWasAccepted() {
        // Given
        ContractBaseline baseline = ContractBaseline.parse(List.of("message a.M", "field a.M x 1 string"));

        // When
        ContractBaseline accepted = baseline.accept(facts("message a.M"));

        // Then
        assertThat(accepted.lines()).containsExactly("message a.M", "retired field a.M x 1 string");
    }

    @Test
    void neverAcceptsANumberThatHadAnotherName() {
        // Given
        ContractBaseline renamed = ContractBaseline.parse(List.of("field a.M x 1 string"));
        ContractBaseline reused = ContractBaseline.parse(List.of("retired field a.M x 1 string"));

        // When
        SortedSet<String> facts = facts("field a.M y 1 string");

        // Then
        assertThat(renamed.problems(facts))
                .contains("number with another meaning: field a.M y 1 string, was: field a.M x 1 string");
        assertThatThrownBy(() -> renamed.accept(facts)).hasMessageContaining("number with another meaning");
        assertThatThrownBy(() -> reused.accept(facts)).hasMessageContaining("number with another meaning");
    }

    @Test
    void letsAFieldComeBackAsItWas() {
        // Given
        ContractBaseline baseline = ContractBaseline.parse(List.of("retired field a.M x 1 string"));

        // When
        ContractBaseline accepted = baseline.accept(facts("field a.M x 1 string"));

        // Then
        assertThat(accepted.lines()).containsExactly("field a.M x 1 string");
    }

    private static ContractBaseline committed() throws IOException {
        return ContractBaseline.parse(Files.readAllLines(FILE));
    }

    private static SortedSet<String> facts(String... lines) {
        return new TreeSet<>(List.of(lines));
    }
}
