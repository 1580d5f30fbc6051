// SPDX-License-Identifier: Apache-2.0
package io.prism.contracts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The facts that were promised, and the numbered ones that were withdrawn.
 *
 * <p>A withdrawn field, enum value or extension keeps its line for ever, with {@value #RETIRED} in front, so that its
 * number cannot get another meaning: a client that was built before would read one thing as the other.
 */
record ContractBaseline(SortedSet<String> promised, SortedSet<String> retired) {

    private static final String RETIRED = "retired ";

    static ContractBaseline parse(Collection<String> lines) {
        SortedSet<String> promised = new TreeSet<>();
        SortedSet<String> retired = new TreeSet<>();
        for (String line : lines) {
            if (line.startsWith(RETIRED)) {
                retired.add(line.substring(RETIRED.length()));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                promised.add(line);
            }
        }
        return new ContractBaseline(promised, retired);
    }

    List<String> lines() {
        return Stream.concat(promised.stream(), retired.stream().map(RETIRED::concat))
                .toList();
    }

    /** Everything that differs from the promise, one sentence each; empty when the promise is kept. */
    List<String> problems(SortedSet<String> facts) {
        List<String> problems = new ArrayList<>(reusedNumbers(facts));
        promised.stream()
                .filter(line -> !facts.contains(line))
                .map("broken promise, no longer true: "::concat)
                .forEach(problems::add);
        facts.stream()
                .filter(fact -> !promised.contains(fact))
                .map("new, not in the baseline: "::concat)
                .forEach(problems::add);
        return List.copyOf(problems);
    }

    /** The baseline that promises exactly these facts. Refuses a number that had another meaning before. */
    ContractBaseline accept(SortedSet<String> facts) {
        List<String> reused = reusedNumbers(facts);
        if (!reused.isEmpty()) {
            throw new IllegalStateException("cannot be accepted: " + String.join("; ", reused));
        }
        SortedSet<String> withdrawn = new TreeSet<>(retired);
        promised.stream().filter(line -> !number(line).isEmpty()).forEach(withdrawn::add);
        withdrawn.removeAll(facts);
        return new ContractBaseline(new TreeSet<>(facts), withdrawn);
    }

    private List<String> reusedNumbers(SortedSet<String> facts) {
        Map<String, String> before = new TreeMap<>();
        Stream.concat(retired.stream(), promised.stream()).forEach(line -> before.put(number(line), line));
        return facts.stream()
                .filter(fact -> !number(fact).isEmpty())
                .filter(fact -> !before.getOrDefault(number(fact), fact).equals(fact))
                .map(fact -> "number with another meaning: %s, was: %s".formatted(fact, before.get(number(fact))))
                .toList();
    }

    /** What must keep its meaning: kind, owner and number. Empty for a fact without a number. */
    private static String number(String fact) {
        String[] words = fact.split(" ", -1);
        return switch (words[0]) {
            case "field", "enum", "extension" -> words[0] + " " + words[1] + " " + words[3];
            default -> "";
        };
    }
}
