// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.yaml;

import io.prism.core.config.fault.ConfigFault;
import io.prism.core.config.fault.ConfigLocation;
import io.prism.core.config.fault.FaultCollector;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** From text to a tree of YAML nodes of bounded size, without types, reflection or anything that runs. */
public final class YamlTree {

    private static final int MOST_DEPTH = 40;
    private static final int MOST_ALIASES = 100;
    private static final int MOST_VALUES = 500_000;
    private static final String STANDARD_TAG = "tag:yaml.org,2002:";

    private final FaultCollector faults;
    private int values;

    private YamlTree(FaultCollector faults) {
        this.faults = faults;
    }

    /** The one document in {@code text}; empty when there is none that can be used, which is reported. */
    public static Optional<YamlValue> read(String text, FaultCollector faults) {
        try {
            Node root = composer(text).getSingleNode();
            if (root == null) {
                faults.add(
                        ConfigLocation.START, "", "the file is empty", "write at least 'backends:' and 'namespaces:'");
                return Optional.empty();
            }
            new YamlTree(faults).check(root, 0);
            return faults.none() ? Optional.of(YamlValue.root(root)) : Optional.empty();
        } catch (MarkedYAMLException e) {
            syntax(e, faults);
        } catch (ReaderException e) {
            faults.add(
                    place(text, e.getPosition()),
                    "",
                    "the character U+%04X is not allowed in YAML".formatted(e.getCodePoint()),
                    "remove it");
        } catch (YAMLException | IllegalArgumentException e) {
            // Its message may quote the file, and the file may hold secrets.
            faults.add(
                    ConfigLocation.START,
                    "",
                    "the file is not YAML that can be read",
                    "check its anchors, aliases and tags");
        }
        return Optional.empty();
    }

    private static Composer composer(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setNestingDepthLimit(MOST_DEPTH);
        options.setCodePointLimit(Integer.MAX_VALUE);
        return new Composer(new ParserImpl(new StreamReader(text), options), new PlainText(), options);
    }

    private static void syntax(MarkedYAMLException e, FaultCollector faults) {
        Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
        ConfigLocation place =
                mark == null ? ConfigLocation.START : new ConfigLocation("", mark.getLine() + 1, mark.getColumn() + 1);
        String problem = withoutContent(e.getProblem() == null ? "it ends too early" : e.getProblem());
        String remedy = problem.contains("TAB")
                ? "indent with spaces"
                : "check indentation, quotes and brackets here and above; quote a value that starts with one of [{*&!%@";
        faults.add(place, "", "this is not YAML: " + problem, remedy);
    }

    /** A password that starts with one of *&amp;! reads as an alias, anchor or tag, which the parser would quote. */
    private static String withoutContent(String problem) {
        if (problem.startsWith("found undefined alias")) {
            return "found an alias without its anchor";
        }
        return problem.startsWith("found undefined tag") ? "found an unknown tag" : ConfigFault.shown(problem);
    }

    private static ConfigLocation place(String text, int position) {
        int line = 1;
        int column = 1;
        int end = text.offsetByCodePoints(0, Math.min(position, text.codePointCount(0, text.length())));
        for (int i = 0; i < end; i++) {
            boolean newLine = text.charAt(i) == '\n';
            line += newLine ? 1 : 0;
            column = newLine ? 1 : column + 1;
        }
        return new ConfigLocation("", line, column);
    }

    /** Walks the tree as a reader of it will: once for each alias. Stops at the first fault. */
    private void check(Node node, int depth) {
        values++;
        if (!faults.none()) {
            return;
        }
        if (depth > MOST_DEPTH) {
            refuse(node, "is nested too deep or contains itself", "write it out without aliases");
        } else if (values > MOST_VALUES) {
            refuse(node, "expands to more than " + MOST_VALUES + " values", "use fewer aliases");
        } else if (!node.getTag().startsWith(STANDARD_TAG)) {
            refuse(node, "has a tag", "remove the word that starts with '!', or quote the value");
        } else {
            children(node, depth);
        }
    }

    private void children(Node node, int depth) {
        switch (node) {
            case MappingNode mapping -> {
                for (NodeTuple tuple : mapping.getValue()) {
                    check(tuple.getKeyNode(), depth + 1);
                    check(tuple.getValueNode(), depth + 1);
                }
            }
            case SequenceNode sequence -> sequence.getValue().forEach(item -> check(item, depth + 1));
            default -> {}
        }
    }

    private void refuse(Node node, String problem, String remedy) {
        faults.add(ConfigLocation.of("", node), "", "this value " + problem, remedy);
    }

    /** Takes every plain value as text: what it means is said by the key it stands at. */
    private static final class PlainText extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            // None: "no" stays "no", and 8980 stays text until a key says it is a number.
        }
    }
}
