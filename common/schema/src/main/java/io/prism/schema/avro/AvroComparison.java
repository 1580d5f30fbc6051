// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.avro;

import io.prism.schema.difference.AvroDifference;
import io.prism.schema.difference.CompatibilityPolicy;
import io.prism.schema.difference.Difference;
import io.prism.schema.difference.DifferenceList;
import io.prism.schema.limit.StepLimit;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Whether one schema can read what another wrote, by the rules of Avro's schema resolution. It finds the same kinds of
 * differences at the same places as Avro's own {@code SchemaCompatibility}, which cannot be used on schemas of
 * strangers: its lists double at every level of types that share parts, so a schema of forty records takes all memory.
 *
 * <p>Where a field of the reader meets several fields of the writer, one by its name and others by its aliases, its
 * name wins; Avro's checker gives up there, Avro's decoder does as we do. Confined to one thread and one use.
 */
final class AvroComparison {

    private record Pair(Schema reader, Schema writer) {
        // By identity: equality of types looks at everything below them.
        @Override
        public boolean equals(Object other) {
            return other instanceof Pair(Schema r, Schema w) && same(r, reader) && same(w, writer);
        }

        @SuppressWarnings("ReferenceEquality")
        private static boolean same(Schema one, Schema other) {
            return one == other;
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(reader) + System.identityHashCode(writer);
        }
    }

    private final StepLimit steps;
    private final Map<Pair, PairOutcome> outcomes = new HashMap<>();
    /** Avro makes the full names of aliases anew each time they are asked for. */
    private final IdentityHashMap<Schema, Set<String>> aliases = new IdentityHashMap<>();

    AvroComparison(StepLimit steps) {
        this.steps = steps;
    }

    /** Every difference once, in the order of the reader's text. */
    List<Difference> compare(Schema reader, Schema writer) {
        PairOutcome root = outcome(reader, writer, "");
        DifferenceList found =
                new DifferenceList(CompatibilityPolicy.STRICT, steps.limits().differencesMax());
        root.collect(found, Collections.newSetFromMap(new IdentityHashMap<>()));
        return found.all();
    }

    private PairOutcome outcome(Schema reader, Schema writer, String path) {
        Pair pair = new Pair(reader, writer);
        PairOutcome known = outcomes.get(pair);
        if (known != null) {
            return known;
        }
        // What leads back to itself can be read unless something else on the way cannot.
        PairOutcome outcome = new PairOutcome();
        outcomes.put(pair, outcome);
        steps.enter();
        if (reader.getType() == writer.getType()) {
            sameType(reader, writer, path, outcome);
        } else {
            otherType(reader, writer, path, outcome);
        }
        outcome.finish();
        steps.leave();
        return outcome;
    }

    private void sameType(Schema reader, Schema writer, String path, PairOutcome outcome) {
        switch (reader.getType()) {
            case ARRAY -> outcome.add(outcome(reader.getElementType(), writer.getElementType(), path + "/items"));
            case MAP -> outcome.add(outcome(reader.getValueType(), writer.getValueType(), path + "/values"));
            case FIXED -> {
                names(reader, writer, path, outcome);
                if (reader.getFixedSize() != writer.getFixedSize()) {
                    String sizes = "expected: " + writer.getFixedSize() + ", found: " + reader.getFixedSize();
                    outcome.add(AvroDifference.FIXED_SIZE_MISMATCH, path + "/size", sizes);
                }
            }
            case ENUM -> {
                names(reader, writer, path, outcome);
                symbols(reader, writer, path, outcome);
            }
            case RECORD -> {
                names(reader, writer, path, outcome);
                fields(reader, writer, path, outcome);
            }
            case UNION -> branches(reader, writer, path, outcome);
            case STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
        }
    }

    private void names(Schema reader, Schema writer, String path, PairOutcome outcome) {
        if (!isNamedAlike(reader, writer)) {
            outcome.add(AvroDifference.NAME_MISMATCH, path + "/name", "expected: " + writer.getFullName());
        }
    }

    private boolean isNamedAlike(Schema reader, Schema writer) {
        return reader.getName().equals(writer.getName())
                || aliases.computeIfAbsent(reader, Schema::getAliases).contains(writer.getFullName());
    }

    /** False when a look at the two alone says no, which keeps long unions cheap: what is inside is not compared. */
    private boolean mayRead(Schema branch, Schema writer) {
        if (branch.getType() != writer.getType()) {
            return promotes(writer.getType(), branch.getType());
        }
        return switch (branch.getType()) {
            case RECORD, ENUM, FIXED -> isNamedAlike(branch, writer);
            case ARRAY, MAP, UNION, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> true;
        };
    }

    private static void symbols(Schema reader, Schema writer, String path, PairOutcome outcome) {
        Set<String> missing = new TreeSet<>(writer.getEnumSymbols());
        reader.getEnumSymbols().forEach(missing::remove);
        if (!missing.isEmpty() && reader.getEnumDefault() == null) {
            outcome.add(AvroDifference.MISSING_ENUM_SYMBOLS, path + "/symbols", missing.toString());
        }
    }

    private void fields(Schema reader, Schema writer, String path, PairOutcome outcome) {
        for (Schema.Field field : reader.getFields()) {
            String at = path + "/fields/" + field.pos();
            Schema.Field written = written(field, writer);
            if (written != null) {
                outcome.add(outcome(field.schema(), written.schema(), at + "/type"));
            } else if (!field.hasDefaultValue()) {
                missing(field, writer, at, outcome);
            }
        }
    }

    /** Where the enum of the field has a default, which does not help here, Avro calls it a mismatch of types. */
    private static void missing(Schema.Field field, Schema writer, String at, PairOutcome outcome) {
        boolean enumDefault =
                field.schema().getType() == Schema.Type.ENUM && field.schema().getEnumDefault() != null;
        if (enumDefault) {
            mismatch(field.schema(), writer, at + "/type", outcome);
        } else {
            outcome.add(AvroDifference.READER_FIELD_MISSING_DEFAULT_VALUE, at, field.name());
        }
    }

    private static void mismatch(Schema reader, Schema writer, String path, PairOutcome outcome) {
        outcome.add(
                AvroDifference.TYPE_MISMATCH,
                path,
                "reader type: " + reader.getType() + " not compatible with writer type: " + writer.getType());
    }

    private static Schema.@Nullable Field written(Schema.Field field, Schema writer) {
        Schema.Field direct = writer.getField(field.name());
        if (direct != null) {
            return direct;
        }
        for (String alias : field.aliases()) {
            Schema.Field aliased = writer.getField(alias);
            if (aliased != null) {
                return aliased;
            }
        }
        return null;
    }

    /** Each branch that may have been written must be readable by some branch. */
    private void branches(Schema reader, Schema writer, String path, PairOutcome outcome) {
        List<Schema> written = writer.getTypes();
        for (int i = 0; i < written.size(); i++) {
            String at = path + "/" + i;
            if (!outcome(reader, written.get(i), at).canRead()) {
                String branch =
                        "reader union lacking writer type: " + written.get(i).getType();
                outcome.add(AvroDifference.MISSING_UNION_BRANCH, at, branch);
            }
        }
    }

    private void otherType(Schema reader, Schema writer, String path, PairOutcome outcome) {
        if (writer.getType() == Schema.Type.UNION) {
            for (int i = 0; i < writer.getTypes().size(); i++) {
                outcome.add(outcome(reader, writer.getTypes().get(i), path + "/" + i));
            }
        } else if (reader.getType() == Schema.Type.UNION) {
            steps.spend(reader.getTypes().size() / 16);
            boolean readable = reader.getTypes().stream()
                    .anyMatch(branch -> mayRead(branch, writer)
                            && outcome(branch, writer, path).canRead());
            if (!readable) {
                outcome.add(
                        AvroDifference.MISSING_UNION_BRANCH,
                        path,
                        "reader union lacking writer type: " + writer.getType());
            }
        } else if (!promotes(writer.getType(), reader.getType())) {
            mismatch(reader, writer, path, outcome);
        }
    }

    private static boolean promotes(Schema.Type from, Schema.Type to) {
        return switch (from) {
            case INT -> to == Schema.Type.LONG || to == Schema.Type.FLOAT || to == Schema.Type.DOUBLE;
            case LONG -> to == Schema.Type.FLOAT || to == Schema.Type.DOUBLE;
            case FLOAT -> to == Schema.Type.DOUBLE;
            case STRING -> to == Schema.Type.BYTES;
            case BYTES -> to == Schema.Type.STRING;
            case RECORD, ENUM, ARRAY, MAP, UNION, FIXED, DOUBLE, BOOLEAN, NULL -> false;
        };
    }
}
