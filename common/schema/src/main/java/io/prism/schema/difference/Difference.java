// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.difference;

/**
 * One difference between the schema that wrote data and the one that reads it.
 *
 * @param type which kind
 * @param path where in the schema: {@code /fields/1/type} (Avro), {@code #/Order/3} (Protobuf, by field number) or
 *     {@code #/properties/name} (JSON Schema; names as they are, not escaped)
 * @param detail a further fact of Avro's differences, such as the name of the field; empty for the other formats
 */
public record Difference(DifferenceType type, String path, String detail) {

    /** One without a further fact. */
    public Difference(DifferenceType type, String path) {
        this(type, path, "");
    }

    /** Whether the reader may fail on data of the writer. */
    public boolean breaks(CompatibilityPolicy policy) {
        return type.breaks(policy);
    }

    /**
     * It as one item of the list that Confluent's registry gives in its answers.
     *
     * @param reader how to call the schema that reads: {@code new} or {@code old}
     * @param writer how to call the schema that wrote
     */
    public String message(String reader, String writer) {
        String sentence = sentence(reader, writer);
        return switch (type) {
            case AvroDifference kind ->
                "{errorType:'" + kind.name() + "', description:'" + sentence + "', additionalInfo:'" + detail + "'}";
            case ProtobufDifference kind -> "{errorType:\"" + kind.name() + "\", description:\"" + sentence + "\"}";
            // The quotes do not match in the original either, and there are clients that cut by them.
            case JsonDifference kind -> "{errorType:\"" + kind.name() + "\", description:\"" + sentence + "'}";
        };
    }

    /** What is to be said of it, for people. In one pass, so that a path may hold anything. */
    public String sentence(String reader, String writer) {
        String pattern = type.sentence();
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < pattern.length()) {
            int open = pattern.indexOf('{', at);
            if (open < 0) {
                return text.append(pattern, at, pattern.length()).toString();
            }
            int close = pattern.indexOf('}', open);
            text.append(pattern, at, open)
                    .append(
                            switch (pattern.substring(open + 1, close)) {
                                case "reader" -> reader;
                                case "writer" -> writer;
                                case "path" -> path;
                                default -> detail;
                            });
            at = close + 1;
        }
        return text.toString();
    }
}
