// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.pattern;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A regular expression as a list of steps, run for all possibilities at once: one pass over the text, and at every
 * character each step at most once. So the time is bounded by steps times characters, whatever the expression is.
 */
final class RegexProgram {

    /** More steps than any sensible pattern for a name has. */
    static final int STEPS_MAX = 2_000;

    private sealed interface Step {}

    private record Take(IntPredicate set) implements Step {}

    private record Fork(List<Integer> targets) implements Step {}

    private record AtStart() implements Step {}

    private record AtEnd() implements Step {}

    private record Done() implements Step {}

    /** It would have too many steps, or has a part that is not known. */
    static final class Undecidable extends Exception {
        Undecidable() {
            super("undecidable", null, false, false);
        }
    }

    private final List<Step> steps = new ArrayList<>();

    private RegexProgram() {}

    static RegexProgram of(Regex regex) throws Undecidable {
        RegexProgram program = new RegexProgram();
        program.write(regex);
        program.steps.add(new Done());
        return program;
    }

    int size() {
        return steps.size();
    }

    private void add(Step step) throws Undecidable {
        if (steps.size() >= STEPS_MAX) {
            throw new Undecidable();
        }
        steps.add(step);
    }

    private void write(Regex regex) throws Undecidable {
        switch (regex) {
            case Regex.Nothing _ -> {}
            case Regex.One one -> add(new Take(one.set()));
            case Regex.Start _ -> add(new AtStart());
            case Regex.End _ -> add(new AtEnd());
            case Regex.Sequence sequence -> {
                for (Regex part : sequence.parts()) {
                    write(part);
                }
            }
            case Regex.Choice choice -> choice(choice.branches());
            case Regex.Repeat repeat -> repeat(repeat);
            case Regex.Unknown _ -> throw new Undecidable();
        }
    }

    private void choice(List<Regex> branches) throws Undecidable {
        int fork = steps.size();
        add(new Fork(List.of()));
        List<Integer> starts = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        for (Regex branch : branches) {
            starts.add(steps.size());
            write(branch);
            ends.add(steps.size());
            add(new Fork(List.of()));
        }
        steps.set(fork, new Fork(List.copyOf(starts)));
        ends.forEach(end -> steps.set(end, new Fork(List.of(steps.size()))));
    }

    private void repeat(Regex.Repeat repeat) throws Undecidable {
        for (int i = 0; i < repeat.least(); i++) {
            int before = steps.size();
            write(repeat.part());
            if (steps.size() == before) {
                // Nothing a thousand times is nothing, and a thousand of those a thousand times would take for ever.
                return;
            }
        }
        if (repeat.most() == Regex.Repeat.ENDLESS) {
            int fork = steps.size();
            add(new Fork(List.of()));
            write(repeat.part());
            add(new Fork(List.of(fork)));
            steps.set(fork, new Fork(List.of(fork + 1, steps.size())));
        }
        List<Integer> exits = new ArrayList<>();
        for (int i = repeat.least(); i < repeat.most(); i++) {
            exits.add(steps.size());
            add(new Fork(List.of()));
            write(repeat.part());
        }
        exits.forEach(exit -> steps.set(exit, new Fork(List.of(exit + 1, steps.size()))));
    }

    /** Whether it fits somewhere in {@code text}. */
    boolean findsIn(String text) {
        BitSet active = new BitSet(steps.size());
        int at = 0;
        while (true) {
            // A match may start at every character.
            if (reach(active, 0, at, text.length())) {
                return true;
            }
            if (at >= text.length()) {
                return false;
            }
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            BitSet next = new BitSet(steps.size());
            for (int step = active.nextSetBit(0); step >= 0; step = active.nextSetBit(step + 1)) {
                if (steps.get(step) instanceof Take take
                        && take.set().test(c)
                        && reach(next, step + 1, at, text.length())) {
                    return true;
                }
            }
            active = next;
        }
    }

    /** Adds to {@code active} all that can be reached from {@code first} without a character; true when at the goal. */
    private boolean reach(BitSet active, int first, int at, int end) {
        Deque<Integer> open = new ArrayDeque<>();
        open.push(first);
        while (!open.isEmpty()) {
            int step = open.pop();
            if (active.get(step)) {
                continue;
            }
            active.set(step);
            switch (steps.get(step)) {
                case Done _ -> {
                    return true;
                }
                case Fork fork -> fork.targets().forEach(open::push);
                case AtStart _ -> {
                    if (at == 0) {
                        open.push(step + 1);
                    }
                }
                case AtEnd _ -> {
                    if (at == end) {
                        open.push(step + 1);
                    }
                }
                case Take _ -> {}
            }
        }
        return false;
    }
}
