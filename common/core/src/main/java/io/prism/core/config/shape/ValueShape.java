// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.shape;

import io.prism.core.Quantities;
import io.prism.core.catalogue.OptionType;
import io.prism.core.config.text.Ascii;
import io.prism.core.config.text.Choices;
import io.prism.core.config.text.Names;
import io.prism.core.config.text.QuantityTexts;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** What a value of the file must look like. The reader and the JSON Schema are both made from it. */
public sealed interface ValueShape {

    /** Longest duration of an option, in days: 100 years, which still counts in nanoseconds. */
    long MOST_DAYS = 36_500;

    /** Largest number of an option: what {@link io.prism.core.OptionMap#number} reads. */
    int MOST_NUMBER = 999_999_999;

    /**
     * A mapping with the keys of a section.
     *
     * @param section the keys
     * @param mayBeEmpty whether a key with nothing after it is the same as no key
     */
    record Nested(ConfigSection section, boolean mayBeEmpty) implements ValueShape {
        /** One that may be empty. */
        public Nested(ConfigSection section) {
            this(section, true);
        }
    }

    /** A list whose items are mappings with the keys of a section. */
    record ListOf(ConfigSection section) implements ValueShape {}

    /** Backend name to backend. */
    record Backends() implements ValueShape {}

    /** Slot to the name of a backend; which slots there are depends on the pattern. */
    record Slots() implements ValueShape {}

    /** The options of a pattern. */
    record Config() implements ValueShape {}

    /** A single value. */
    sealed interface Scalar extends ValueShape {
        /** Whether {@code text} is such a value. */
        boolean fits(String text);

        /** What it is, with its article and limits. */
        String noun();

        /** What to write instead of {@code wrong}. */
        String remedy(String wrong);
    }

    /** Any text but an empty one. */
    record Text() implements Scalar {
        @Override
        public boolean fits(String text) {
            return !text.isBlank();
        }

        @Override
        public String noun() {
            return "a text";
        }

        @Override
        public String remedy(String wrong) {
            return "write a text that is not empty";
        }
    }

    /** A name that the user chooses. */
    record Name() implements Scalar {
        @Override
        public boolean fits(String text) {
            return Names.fits(text);
        }

        @Override
        public String noun() {
            return "a name";
        }

        @Override
        public String remedy(String wrong) {
            return "write " + Names.FORM;
        }
    }

    /** True or false. */
    record Flag() implements Scalar {
        @Override
        public boolean fits(String text) {
            return text.equals("true") || text.equals("false");
        }

        @Override
        public String noun() {
            return "true or false";
        }

        @Override
        public String remedy(String wrong) {
            return "write true or false";
        }
    }

    /** A whole number within limits. */
    record Count(long least, long most) implements Scalar {
        @Override
        public boolean fits(String text) {
            return Ascii.digits(text, 9) && Long.parseLong(text) >= least && Long.parseLong(text) <= most;
        }

        @Override
        public String noun() {
            return "a whole number from " + least + " to " + most;
        }

        @Override
        public String remedy(String wrong) {
            return "write digits only, within these limits";
        }
    }

    /** A number of bytes within limits. */
    record Bytes(long least, long most) implements Scalar {
        @Override
        public boolean fits(String text) {
            return Quantities.bytes(text)
                    .filter(bytes -> bytes >= least && bytes <= most)
                    .isPresent();
        }

        @Override
        public String noun() {
            return most == Long.MAX_VALUE
                    ? "a size of at least " + QuantityTexts.bytes(least)
                    : "a size from " + QuantityTexts.bytes(least) + " to " + QuantityTexts.bytes(most);
        }

        @Override
        public String remedy(String wrong) {
            return "write " + Quantities.BYTES_FORM;
        }
    }

    /** A duration within limits. */
    record Span(Duration least, Duration most) implements Scalar {
        @Override
        public boolean fits(String text) {
            return Quantities.duration(text)
                    .filter(span -> span.compareTo(least) >= 0 && span.compareTo(most) <= 0)
                    .isPresent();
        }

        @Override
        public String noun() {
            return "a duration from " + QuantityTexts.duration(least) + " to " + QuantityTexts.duration(most);
        }

        @Override
        public String remedy(String wrong) {
            return "write " + Quantities.DURATION_FORM;
        }
    }

    /**
     * Where a program listens.
     *
     * @param test whether a text is such a place
     * @param form what to write
     */
    record Address(Predicate<String> test, String form) implements Scalar {
        @Override
        public boolean fits(String text) {
            return test.test(text);
        }

        @Override
        public String noun() {
            return "an address with a port from 0 to 65535";
        }

        @Override
        public String remedy(String wrong) {
            return "write " + form;
        }
    }

    /**
     * A text of a certain form that may hold, or be taken for, a secret: a wrong one is never shown.
     *
     * @param of what it is, with its article
     * @param pattern a regular expression that means the same in Java and in JSON Schema
     * @param form what to write
     */
    record Guarded(String of, String pattern, String form) implements Scalar {
        @Override
        public boolean fits(String text) {
            return text.matches(pattern);
        }

        @Override
        public String noun() {
            return of;
        }

        @Override
        public String remedy(String wrong) {
            return "write " + form;
        }
    }

    /**
     * Where a collector of spans listens.
     *
     * @param test whether a text is such a place
     * @param form what to write
     */
    record Url(Predicate<String> test, String form) implements Scalar {
        @Override
        public boolean fits(String text) {
            return test.test(text);
        }

        @Override
        public String noun() {
            return "the URL of a collector";
        }

        @Override
        public String remedy(String wrong) {
            return "write " + form;
        }
    }

    /** A share of a whole. */
    record Ratio() implements Scalar {
        @Override
        public boolean fits(String text) {
            return Quantities.ratio(text).isPresent();
        }

        @Override
        public String noun() {
            return "a number from 0 to 1";
        }

        @Override
        public String remedy(String wrong) {
            return "write " + Quantities.RATIO_FORM;
        }
    }

    /** One of a few words. */
    record Choice(String of, List<String> choices) implements Scalar {
        @Override
        public boolean fits(String text) {
            return choices.contains(text);
        }

        @Override
        public String noun() {
            return of;
        }

        @Override
        public String remedy(String wrong) {
            return Choices.remedy(wrong, choices);
        }
    }

    /** What the text of an option must look like. */
    static Scalar of(OptionType option) {
        return switch (option.kind()) {
            case TEXT -> new Text();
            case DURATION -> new Span(Duration.ZERO, Duration.ofDays(MOST_DAYS));
            case BYTES -> new Bytes(option.least(), Long.MAX_VALUE);
            case NUMBER -> new Count(option.least(), MOST_NUMBER);
            case CHOICE -> new Choice("a choice of " + option.name(), option.choices());
            case FLAG -> new Flag();
        };
    }
}
