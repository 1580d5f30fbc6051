// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.pattern;

import java.util.List;
import java.util.function.IntPredicate;

/** A regular expression as a tree. */
sealed interface Regex {

    /** Nothing at all, which fits everywhere. */
    record Nothing() implements Regex {}

    /** One character out of a set. */
    record One(IntPredicate set) implements Regex {}

    /** The start of the text. */
    record Start() implements Regex {}

    /** The end of the text. */
    record End() implements Regex {}

    /** One after the other. */
    record Sequence(List<Regex> parts) implements Regex {}

    /** One or the other. */
    record Choice(List<Regex> branches) implements Regex {}

    /**
     * The same again.
     *
     * @param least how often at least
     * @param most how often at most; {@link #ENDLESS} when there is no bound
     */
    record Repeat(Regex part, int least, int most) implements Regex {
        static final int ENDLESS = -1;
    }

    /** Something that is right but not a regular language, or not known here: look-around, back references, flags. */
    record Unknown() implements Regex {}
}
