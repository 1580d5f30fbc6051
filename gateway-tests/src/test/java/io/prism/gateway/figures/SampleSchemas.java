// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway.figures;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Schemas to measure with, and requests that carry them. */
final class SampleSchemas {

    static final String TYPE = "application/vnd.schemaregistry.v1+json";

    private static final int FIELDS = 50;
    private static final int OWN_FIELDS = 8;

    private SampleSchemas() {}

    /** Version {@code version} of a record of its own for {@code subject}: each has an optional field more. */
    static String record(int subject, int version) {
        return "{\"type\":\"record\",\"name\":\"Order%d\",\"namespace\":\"shop\",\"fields\":[%s]}"
                .formatted(
                        subject,
                        each(
                                OWN_FIELDS + version,
                                ",",
                                i -> "{\"name\":\"field%d\",\"type\":[\"null\",\"string\"],\"default\":null}"
                                        .formatted(i)));
    }

    /** Two schemas of fifty fields in a language; the update reads what the original wrote. */
    enum Fifty {
        /** A record. */
        AVRO {
            @Override
            String text(boolean update) {
                List<String> types = List.of(
                        "\"string\"",
                        "\"long\"",
                        "[\"null\",\"string\"]",
                        "{\"type\":\"array\",\"items\":\"double\"}",
                        "{\"type\":\"map\",\"values\":\"bytes\"}");
                return "{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"shop\",\"fields\":[%s]}"
                        .formatted(each(
                                FIELDS,
                                ",",
                                i -> "{\"name\":\"field_%d\",\"type\":%s}"
                                        .formatted(
                                                i,
                                                i == 0
                                                        ? (update ? "\"long\"" : "\"int\"")
                                                        : types.get(i % types.size()))));
            }
        },
        /** An object. */
        JSON {
            @Override
            String text(boolean update) {
                List<String> types = List.of(
                        "{\"type\":\"string\",\"maxLength\":80}",
                        "{\"type\":\"integer\",\"minimum\":0}",
                        "{\"type\":[\"null\",\"string\"]}",
                        "{\"type\":\"array\",\"items\":{\"type\":\"number\"}}",
                        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"boolean\"}}}");
                return "{\"type\":\"object\",\"title\":\"Order\",\"properties\":{%s},\"required\":[\"field_1\"]}"
                        .formatted(each(
                                FIELDS,
                                ",",
                                i -> "\"field_%d\":%s"
                                        .formatted(
                                                i,
                                                i == 0
                                                        ? "{\"type\":\"" + (update ? "number" : "integer") + "\"}"
                                                        : types.get(i % types.size()))));
            }
        },
        /** A message. */
        PROTOBUF {
            @Override
            String text(boolean update) {
                List<String> types = List.of("string", "int64", "repeated double", "map<string, int32>", "Line");
                return """
                        syntax = "proto3";
                        package shop;
                        message Line { string sku = 1; int32 count = 2; }
                        message Order {
                        %s
                        }
                        """.formatted(each(
                        FIELDS,
                        "\n",
                        i -> "  %s field_%d = %d;"
                                .formatted(
                                        i == 0 ? (update ? "int64" : "int32") : types.get(i % types.size()),
                                        i,
                                        i + 1)));
            }
        };

        abstract String text(boolean update);
    }

    /** A request with a schema in its body. */
    static byte[] post(String path, String schemaType, String schema) {
        String body = body(schemaType, schema);
        return "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(path, TYPE, body.getBytes(UTF_8).length, body)
                .getBytes(UTF_8);
    }

    /** The body of such a request, which is of the type {@value #TYPE}. */
    static String body(String schemaType, String schema) {
        return "{\"schemaType\":\"%s\",\"schema\":\"%s\"}"
                .formatted(
                        schemaType,
                        schema.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
    }

    /** A request without a body. */
    static byte[] get(String path) {
        return "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path).getBytes(UTF_8);
    }

    /** So many parts, one for each number from 0. */
    static String each(int fields, String between, IntFunction<String> field) {
        return IntStream.range(0, fields).mapToObj(field).collect(Collectors.joining(between));
    }
}
