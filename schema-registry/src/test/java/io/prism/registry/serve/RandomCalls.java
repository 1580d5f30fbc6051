// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prism.registry.wire.Rest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Calls that might be made, most of them almost right. */
final class RandomCalls {

    /**
     * A request.
     *
     * @param operation what it is made from, such as {@code GET /subjects/{subject}}; now and then with another method
     */
    record Call(String operation, String method, String path, String type, String body) {}

    private static final List<String> OPERATIONS = List.copyOf(Operations.ofResources());
    private static final List<String> CONFIGS =
            List.of("BACKWARD", "NONE", "FULL", "FORWARD_TRANSITIVE", "FULL_TRANSITIVE", "x", "");
    private static final List<String> MODES =
            List.of("READWRITE", "READWRITE", "READWRITE", "READONLY", "IMPORT", "FORWARD", "READONLY_OVERRIDE", "y");
    private static final List<String> FLAGS = List.of(
            "normalize",
            "deleted",
            "deletedOnly",
            "permanent",
            "verbose",
            "force",
            "recursive",
            "defaultToGlobal",
            "aliases",
            "latestOnly",
            "fetchMaxId",
            "deletedAsNegative");
    private static final List<String> SUBJECTS = List.of(
            "a",
            "b",
            "a-value",
            ":.c:a",
            ":.c:",
            ":.:a",
            ":*:",
            "__EMPTY",
            "__GLOBAL",
            ":.__GLOBAL:",
            "x/y",
            "ü😀",
            "..",
            ".",
            " ",
            "a\nb",
            "a b",
            "%",
            ":",
            "::",
            ":.c",
            "a".repeat(1500),
            "\\",
            "'\"<>",
            "{s}");
    private static final List<String> VERSIONS =
            List.of("1", "2", "latest", "-1", "0", "99", "2147483647", "2147483648", "x", "1e3", " 1");
    private static final List<String> SCHEMAS = List.of(
            "\"int\"",
            "\"long\"",
            "\"string\"",
            "[\"null\",\"int\"]",
            "",
            "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"f\",\"type\":\"int\"}]}",
            "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"f\",\"type\":[\"null\",\"R\"],\"default\":null}]}",
            "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\",\"B\"],\"default\":\"A\"}",
            "{\"type\":\"map\",\"values\":{\"type\":\"array\",\"items\":\"bytes\"}}",
            "{\"type\":\"object\",\"properties\":{\"email\":{\"type\":\"string\",\"maxLength\":5}},\"required\":[\"email\"]}",
            "{\"$ref\":\"#/definitions/x\",\"definitions\":{\"x\":{\"$ref\":\"#\"}}}",
            "{\"anyOf\":[{\"type\":\"integer\"},{\"enum\":[1,\"a\",null]}],\"not\":{}}",
            "true",
            "{}",
            """
            syntax = "proto3";
            package p;
            message M { string a = 1; optional int32 b = 2; map<string, M> c = 3; }
            """,
            """
            syntax = "proto2";
            import "google/protobuf/any.proto";
            message M { required string a = 1 [default = "x"]; extensions 100 to max; }
            """,
            "message M { oneof o { int32 a = 1; string b = 2; } enum E { A = 0; } reserved 5 to 7; }",
            "Cgp1c2VyLnByb3RvEgRzaG9wYgZwcm90bzM=",
            "AAAA",
            "CgR4",
            "edition = \"2023\"; message M { int32 a = 1; }");

    private final Random random;

    RandomCalls(long seed) {
        this.random = new Random(seed);
    }

    Call next() {
        String operation = one(OPERATIONS);
        int blank = operation.indexOf(' ');
        String method =
                chance(20) ? one(List.of("GET", "POST", "PUT", "DELETE", "PATCH")) : operation.substring(0, blank);
        String path = filled(operation.substring(blank + 1)) + query();
        String type = chance(30) ? one(List.of("text/plain", "application/json; charset=latin1", "x")) : Rest.V1;
        return new Call(operation, method, path, type, method.equals("GET") ? "" : mutated(body(path)));
    }

    private String filled(String template) {
        String path = template;
        while (path.contains("{")) {
            int open = path.indexOf('{');
            int close = path.indexOf('}', open);
            String name = path.substring(open + 1, close);
            path = path.substring(0, open) + Rest.encoded(segment(name)) + path.substring(close + 1);
        }
        return path;
    }

    private String segment(String name) {
        return switch (name) {
            case "subject" -> chance(3) ? one(SUBJECTS.subList(0, 3)) : one(SUBJECTS);
            case "version", "id" -> one(VERSIONS);
            case "context" -> one(List.of(".c", ":.c:", ".", "x", "", ":", ".new"));
            default -> one(SUBJECTS);
        };
    }

    private String query() {
        StringBuilder query = new StringBuilder();
        while (chance(2)) {
            query.append(query.isEmpty() ? '?' : '&');
            switch (random.nextInt(5)) {
                case 0, 1 ->
                    query.append(one(FLAGS)).append('=').append(one(List.of("true", "false", "TRUE", "", "1", "x")));
                case 2 ->
                    query.append(one(List.of("offset", "limit")))
                            .append('=')
                            .append(one(List.of("0", "1", "-1", "5", "x", "99999999999")));
                case 3 ->
                    query.append(one(List.of("subject", "subjectPrefix", "contextPrefix", "key", "value", "ruleType")))
                            .append('=')
                            .append(Rest.encoded(one(SUBJECTS)));
                default ->
                    query.append(one(List.of("format", "referenceFormat", "findTags", "state", "event")))
                            .append('=')
                            .append(one(
                                    List.of("resolved", "serialized", "ignore_extensions", "qualified", "*", "x", "")));
            }
        }
        return query.toString();
    }

    private String body(String path) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (path.startsWith("/config")) {
            put(body, "compatibility", one(CONFIGS));
            put(body, "alias", one(SUBJECTS));
            put(body, "compatibilityGroup", "major");
            body.put("normalize", random.nextBoolean());
        } else if (path.startsWith("/mode")) {
            body.put("mode", one(MODES));
        } else {
            schema(body);
        }
        return body.toString();
    }

    private void schema(ObjectNode body) {
        body.put("schema", chance(6) ? mutated(one(SCHEMAS)) : one(SCHEMAS));
        put(body, "schemaType", one(List.of("AVRO", "AVRO", "JSON", "PROTOBUF", "PROTOBUF", "XML", "")));
        if (chance(4)) {
            ArrayNode references = body.putArray("references");
            references
                    .addObject()
                    .put("name", one(List.of("R", "a.proto", "#", "http://x/y.json", "")))
                    .put("subject", one(SUBJECTS))
                    .put("version", random.nextInt(5) - 2);
        }
        if (chance(4)) {
            body.putObject("metadata").putObject("properties").put(one(List.of("major", "confluent:version", "")), "1");
        }
        if (chance(6)) {
            body.putObject("ruleSet")
                    .putArray("domainRules")
                    .addObject()
                    .put("name", "r")
                    .put("type", one(List.of("CEL", "")));
        }
        if (chance(8)) {
            body.put("version", random.nextInt(6) - 2);
            body.put("id", random.nextInt(8) - 1);
        }
        put(body, "onMismatch", one(List.of("error", "warn", "ignore", "x")));
        put(body, "decision", one(List.of("approve", "reject")));
        put(body, "url", one(List.of("https://localhost/x", "http://x", "https://", "x")));
        put(body, "sha256", "ab".repeat(32));
        if (chance(8)) {
            ObjectNode item = body.putArray(one(List.of("schemaTagsToAdd", "tagsToAdd", "tagsToRemove")))
                    .addObject();
            item.putObject("schemaEntity").put("entityPath", one(List.of("R.f", "p.M.a", "object.email", "#", "M")));
            item.putArray("tags").add("PII").add(one(SUBJECTS));
        }
    }

    private void put(ObjectNode body, String field, String value) {
        if (chance(2)) {
            body.put(field, value);
        }
    }

    /** Mostly as it is; else with something cut out, doubled or changed. */
    private String mutated(String text) {
        if (!chance(5) || text.isEmpty()) {
            return text;
        }
        List<Integer> points = new ArrayList<>(text.codePoints().boxed().toList());
        int at = random.nextInt(points.size());
        switch (random.nextInt(4)) {
            case 0 ->
                points.subList(at, Math.min(points.size(), at + 1 + random.nextInt(5)))
                        .clear();
            case 1 -> points.add(at, (int) (char) one(List.of('{', '}', '"', '\\', ',', '\0', '\n', '[', 'é')));
            case 2 -> points.set(at, random.nextInt(0xD000));
            default -> points.addAll(at, List.copyOf(points.subList(at, Math.min(points.size(), at + 40))));
        }
        StringBuilder changed = new StringBuilder();
        points.forEach(changed::appendCodePoint);
        return changed.toString();
    }

    private boolean chance(int in) {
        return random.nextInt(in) == 0;
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
