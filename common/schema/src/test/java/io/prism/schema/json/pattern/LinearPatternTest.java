// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.schema.json.pattern.LinearPattern.Answer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearPatternTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "abc,xabcx,YES",
                "abc,abx,NO",
                "^abc,xabc,NO",
                "^abc,abcd,YES",
                "abc$,xabc,YES",
                "abc$,abcx,NO",
                "^a.c$,abc,YES",
                "^a.c$,ac,NO",
                "^a*$,aaaa,YES",
                "^a+$,``,NO",
                "^a?b$,b,YES",
                "^(a|b)+$,abba,YES",
                "^(a|b)+$,abca,NO",
                "^(?:ab){2}$,abab,YES",
                "^(?:ab){2}$,ababab,NO",
                "`^a{2,3}$`,aaaa,NO",
                "`^a{2,}$`,aaaa,YES",
                "a{,a{,YES",
                "`a{1,x}`,`a{1,x}`,YES",
                "^[a-c]+$,abc,YES",
                "^[a-c]+$,abd,NO",
                "^[^a-c]+$,def,YES",
                "^[a-]$,-,YES",
                "^[]]$,],NO",
                "^[\\]]$,],YES",
                "^\\d+$,123,YES",
                "^\\D+$,12a,NO",
                "^\\w+\\s\\w+$,ab cd,YES",
                "^\\x41\\u0042$,AB,YES",
                "^[\\d.]+$,1.2,YES",
                "^x-,x-mine,YES",
                "^(?<n>a)$,a,YES",
                "^a+?$,aaa,YES",
                "^S_,S_1,YES",
                "`^.*_(id|key)$`,user_id,YES",
                "^😀$,😀,YES",
                "(?=a)a,a,UNDECIDED",
                "(a)\\1,aa,UNDECIDED",
                "\\bword,word,UNDECIDED",
                "\\p{L},a,UNDECIDED",
                "(?i)a,A,UNDECIDED",
                "[a&&b],a,UNDECIDED",
                "a++,a,UNDECIDED",
                "(,x,UNDECIDED"
            })
    void decides(String pattern, String name, Answer expected) {
        assertThat(LinearPattern.of(pattern).find(name)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"^(a+)+$", "^(a|aa)+$", "(.*)*.*=.*", "(a*)*b", "^(([a-z])+.)+[A-Z]([a-z])+$", "(x+x+)+y"})
    @Timeout(value = 2, unit = TimeUnit.SECONDS)
    void isNeverKeptBusy(String pattern) {
        // When
        Answer answer = LinearPattern.of(pattern).find("a".repeat(999) + "!");

        // Then
        assertThat(answer).isNotEqualTo(Answer.UNDECIDED);
    }

    @Property(tries = 5000)
    void answersAsJavaDoes(@ForAll long seed) {
        // Given
        Random random = new Random(seed);
        String pattern = pattern(random, 0);
        String name = text(random);

        // Then
        assertThat(LinearPattern.problemWith(pattern)).isEmpty();
        assertThat(LinearPattern.of(pattern).find(name))
                .as("%s in %s", pattern, name)
                .isEqualTo(Pattern.compile(pattern).matcher(name).find() ? Answer.YES : Answer.NO);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append("ab1_".charAt(random.nextInt(4)));
        }
        return text.toString();
    }

    private static String pattern(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 4 : 10)) {
            case 0 -> "a";
            case 1 -> "b";
            case 2 -> new String[] {".", "[ab]", "[^a]", "[a-z_]", "\\w", "\\D"}[random.nextInt(6)];
            case 3 -> "1";
            case 4 -> pattern(random, depth + 1) + "|" + pattern(random, depth + 1);
            case 5 ->
                "(?:" + pattern(random, depth + 1) + ")"
                        + new String[] {"*", "+", "?", "{2}", "{1,2}", "{0,}", "*?"}[random.nextInt(7)];
            case 6 -> "^" + pattern(random, depth + 1);
            case 7 -> pattern(random, depth + 1) + "$";
            default -> pattern(random, depth + 1) + pattern(random, depth + 1);
        };
    }
}
