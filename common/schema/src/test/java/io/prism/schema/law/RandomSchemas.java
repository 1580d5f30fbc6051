// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.law;

import io.prism.schema.ParsedSchema;
import io.prism.schema.SchemaFormat;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.source.SchemaSource;
import java.util.ArrayList;
import java.util.List;

/** Builds schemas as the dice fall. All of them are right. */
final class RandomSchemas {

    private RandomSchemas() {}

    static ParsedSchema of(SchemaFormat format, Dice dice) {
        return format.parse(SchemaSource.of(text(format, dice)), SchemaLimits.STANDARD);
    }

    static String text(SchemaFormat format, Dice dice) {
        return switch (format) {
            case AVRO -> new Avro(dice).type(0);
            case JSON -> json(dice, 0);
            case PROTOBUF -> protobuf(dice);
        };
    }

    /** Named types get a number, so that no two are the same. */
    private static final class Avro {
        private final Dice dice;
        private final List<String> names = new ArrayList<>();

        private Avro(Dice dice) {
            this.dice = dice;
        }

        private String type(int depth) {
            if (depth > 3) {
                return primitive();
            }
            return switch (dice.roll(8)) {
                case 0, 1 -> record(depth);
                case 2 -> "{\"type\":\"array\",\"items\":" + type(depth + 1) + "}";
                case 3 -> "{\"type\":\"map\",\"values\":" + type(depth + 1) + "}";
                case 4 -> enumeration();
                case 5 ->
                    "{\"type\":\"fixed\",\"name\":\"" + name() + "\",\"size\":" + dice.one(4, 8) + aliases() + "}";
                case 6 -> "[\"null\"," + branch(depth) + "]";
                default -> names.isEmpty() || dice.coin() ? primitive() : quoted(names.get(dice.roll(names.size())));
            };
        }

        private String primitive() {
            return quoted(dice.one("null", "boolean", "int", "long", "float", "double", "bytes", "string"));
        }

        private String branch(int depth) {
            return dice.roll(4) == 0 ? record(depth) : quoted(dice.one("int", "long", "string"));
        }

        private static String quoted(String text) {
            return "\"" + text + "\"";
        }

        private String name() {
            String name = "N" + names.size() + dice.one("", "", "", "x");
            names.add(name);
            return name;
        }

        private String aliases() {
            return dice.roll(4) == 0 ? ",\"aliases\":[\"Z\",\"N" + dice.roll(4) + "x\"]" : "";
        }

        private String record(int depth) {
            StringBuilder fields = new StringBuilder();
            String name = name();
            int count = dice.roll(4);
            for (int i = 0; i < count; i++) {
                boolean simple = dice.coin();
                String type = simple ? "\"int\"" : type(depth + 1);
                fields.append(i == 0 ? "" : ",")
                        .append("{\"name\":\"f")
                        .append(i)
                        .append('"');
                fields.append(",\"type\":").append(type);
                fields.append(simple && dice.coin() ? ",\"default\":" + dice.roll(3) : "");
                fields.append(dice.roll(5) == 0 ? ",\"doc\":\"words\",\"b\":1,\"a\":{\"d\":1,\"c\":2}" : "");
                fields.append(dice.roll(6) == 0 ? ",\"aliases\":[\"f" + (i + 5) + "\"]" : "")
                        .append('}');
            }
            return "{\"type\":\"record\",\"name\":\"" + name + "\"" + aliases() + ",\"fields\":[" + fields + "]}";
        }

        private String enumeration() {
            String symbols = dice.one("\"A\"", "\"A\",\"B\"", "\"B\",\"A\"", "\"A\",\"B\",\"C\"");
            String fallback = dice.coin() ? ",\"default\":\"A\"" : "";
            return "{\"type\":\"enum\",\"name\":\"" + name() + "\",\"symbols\":[" + symbols + "]" + fallback + "}";
        }
    }

    private static String json(Dice dice, int depth) {
        if (depth > 3) {
            return dice.one("{\"type\":\"string\"}", "{\"type\":\"integer\"}", "true", "{}");
        }
        return switch (dice.roll(9)) {
            case 0, 1, 2 -> object(dice, depth);
            case 3 -> "{\"type\":\"string\"" + bounds(dice, "minLength", "maxLength") + "}";
            case 4 -> "{\"type\":\"" + dice.one("integer", "number") + "\"" + bounds(dice, "minimum", "maximum") + "}";
            case 5 ->
                "{\"type\":\"array\",\"items\":" + json(dice, depth + 1) + bounds(dice, "minItems", "maxItems") + "}";
            case 6 -> "{\"enum\":[" + dice.one("1", "1,2", "1,2,\"a\"", "\"a\"") + "]}";
            case 7 ->
                "{\"" + dice.one("anyOf", "allOf") + "\":[" + json(dice, depth + 1) + "," + json(dice, depth + 1)
                        + "]}";
            default -> "{\"type\":[\"null\",\"" + dice.one("string", "integer", "boolean") + "\"]}";
        };
    }

    private static String bounds(Dice dice, String least, String most) {
        String low = dice.coin() ? ",\"" + least + "\":" + dice.roll(3) : "";
        return low + (dice.coin() ? ",\"" + most + "\":" + (2 + dice.roll(3)) : "");
    }

    private static String object(Dice dice, int depth) {
        StringBuilder properties = new StringBuilder();
        List<String> required = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            if (dice.roll(3) > 0) {
                properties
                        .append(properties.isEmpty() ? "" : ",")
                        .append('"')
                        .append(name)
                        .append("\":");
                properties.append(json(dice, depth + 1));
                if (dice.roll(3) == 0) {
                    required.add("\"" + name + "\"");
                }
            }
        }
        String others =
                dice.one("", "", ",\"additionalProperties\":false", ",\"additionalProperties\":{\"type\":\"string\"}");
        return "{\"type\":\"object\",\"properties\":{" + properties + "},\"required\":[" + String.join(",", required)
                + "]" + others + "}";
    }

    private static String protobuf(Dice dice) {
        StringBuilder text = new StringBuilder("syntax = \"proto3\";\n");
        text.append(dice.roll(9) == 0 ? "package p;\n" : "");
        text.append("enum E { Z = 0; ").append(dice.coin() ? "O = 1; " : "").append("}\n");
        text.append("message N { ").append(dice.coin() ? "int32 x = 1; " : "").append("}\n");
        for (int i = 0; i < 1 + dice.roll(3); i++) {
            text.append("message M").append(i).append(" {\n");
            fields(dice, text);
            text.append("}\n");
        }
        return text.toString();
    }

    private static void fields(Dice dice, StringBuilder text) {
        StringBuilder oneof = new StringBuilder();
        for (int number : List.of(3, 1, 2, 4)) {
            String type = dice.one("int32", "sint64", "string", "bytes", "double", "N", "E", "map<string, N>");
            boolean map = type.startsWith("map");
            String field = type + " f" + number + dice.one("", "", "x") + " = " + number;
            String options = dice.roll(5) == 0 ? " [deprecated = true, json_name = \"j" + number + "\"]" : "";
            switch (dice.roll(5)) {
                case 0 -> {}
                case 1 -> oneof.append(map ? "" : field + options + ";\n");
                case 2 ->
                    text.append(map ? "" : "repeated ")
                            .append(field)
                            .append(options)
                            .append(";\n");
                default -> text.append(field).append(options).append(";\n");
            }
        }
        if (!oneof.isEmpty()) {
            text.append("oneof o")
                    .append(dice.one("", "", "p"))
                    .append(" {\n")
                    .append(oneof)
                    .append("}\n");
        }
        text.append(dice.coin() ? "reserved 9, 7; reserved \"z\", \"y\";\n" : "");
    }
}
