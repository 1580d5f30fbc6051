// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.keyvalue.table;

import java.util.Map;
import java.util.Optional;

/**
 * What a table with entries looks like, as far as statements have to know.
 *
 * @param schema quoted name of the schema it is in
 * @param name the table's quoted name, with its schema
 * @param key the column with the keys
 * @param value the column with the values
 * @param expires quoted name of the column of type timestamptz that says when an entry ends; empty for never
 * @param adopted whether it is somebody else's: without columns for keyspace and version
 */
public record TableLayout(
        String schema, String name, KeyColumn key, ValueColumn value, Optional<String> expires, boolean adopted) {

    /** From the clock of the server, cut to whole milliseconds; null without a time to live. */
    private static final String EXPIRY =
            "date_trunc('milliseconds', clock_timestamp()) + %s * interval '1 millisecond'";

    private static final String TTL = ":ttl::bigint";

    /**
     * Well-formed UTF-8 in hexadecimal digits. What is not cannot be named by a key, and so cannot be listed.
     */
    private static final String UTF_8_IN_HEX =
            "'^([0-7].|(c[2-9a-f]|d.)[89ab].|e0[ab].[89ab].|e[1-9a-cef][89ab].[89ab]."
                    + "|ed[89].[89ab].|f0[9ab].([89ab].){2}|f[1-3]([89ab].){3}|f48.([89ab].){2})*$'";

    /** The table that Prism makes. */
    static TableLayout ofPrism(String schema) {
        return new TableLayout(
                schema,
                schema + ".keyvalue",
                new KeyColumn("key", KeyColumn.Type.BYTEA, 0),
                new ValueColumn("value", ValueColumn.Type.BYTEA, 0),
                Optional.of("expires_at"),
                false);
    }

    /** Puts the names of the table and its columns into the text of a statement. */
    Sql sql(String template) {
        String text = template;
        for (var word : words().entrySet()) {
            text = text.replace("{" + word.getKey() + "}", word.getValue());
        }
        return new Sql(text);
    }

    private Map<String, String> words() {
        return Map.ofEntries(
                Map.entry("schema", schema),
                Map.entry("table", name),
                Map.entry("windowend", "clock_timestamp() + :window::bigint * interval '1 millisecond'"),
                Map.entry("here", scope() + "t." + key.name() + " = :key::" + key.sqlType()),
                Map.entry("among", scope() + "t." + key.name() + " = ANY(:keys::" + key.sqlType() + "[])"),
                Map.entry("scope", scope() + nameable()),
                Map.entry("key", "t." + key.name()),
                Map.entry("keyname", key.name()),
                Map.entry("ordered", key.ordered("t." + key.name())),
                Map.entry("unnestedkey", key.ordered("w.key")),
                Map.entry("keytype", key.sqlType()),
                Map.entry("valuetype", value.sqlType()),
                Map.entry("value", value.read()),
                Map.entry("bytes", "coalesce(octet_length(" + value.read() + "), 0)"),
                Map.entry("version", version()),
                Map.entry("expires", moment()),
                Map.entry("left", left()),
                Map.entry("alive", alive("clock_timestamp()")),
                Map.entry("lives", alive("statement_timestamp()")),
                Map.entry("columns", columns()),
                Map.entry("inserted", inserted(":key::" + key.sqlType(), value.written(":value"), TTL)),
                Map.entry("created", inserted(":key::" + key.sqlType(), value.ofText(":created::text"), TTL)),
                Map.entry("unnested", inserted("w.key", value.written("w.value"), "w.ttl")),
                Map.entry("conflict", adopted ? key.name() : "namespace, binding, key"),
                Map.entry("replaced", replaced()),
                Map.entry("fresh", fresh(value.written(":value")) + expiry(TTL)),
                Map.entry("expiry", expires.map(_ -> EXPIRY.formatted(TTL)).orElse("NULL")),
                Map.entry("expiresname", expires.orElse("NULL")),
                Map.entry(
                        "summed",
                        value.name() + " = CASE WHEN " + alive("statement_timestamp()") + " THEN " + sum()
                                + " ELSE excluded." + value.name() + " END" + summedRest()),
                Map.entry("added", fresh(sum())),
                Map.entry("number", "(" + value.asciiText() + ")::bigint"),
                Map.entry("numeric", numeric()),
                Map.entry(
                        "fits",
                        "CASE WHEN " + numeric() + " THEN "
                                + within64Bits("(" + value.asciiText() + ")::numeric + :delta::bigint")
                                + " ELSE false END"));
    }

    /** A condition and an "and", or nothing. */
    private String scope() {
        return adopted ? "" : "t.namespace = :namespace AND t.binding = :binding AND ";
    }

    /** Leaves out what no key can name; Prism's own table holds nothing else. */
    private String nameable() {
        if (!adopted) {
            return "";
        }
        String size = "octet_length(t." + key.name() + ") BETWEEN 1 AND 1024 AND ";
        return key.type() == KeyColumn.Type.TEXT
                ? size
                : size + "encode(t." + key.name() + ", 'hex') ~ " + UTF_8_IN_HEX + " AND ";
    }

    /**
     * Of a table without such a column: the transaction that wrote the row and the place where it did. Both change with
     * each write, and a place is used again only by another transaction.
     */
    private String version() {
        return adopted ? "'x' || t.xmin::text || translate(t.ctid::text, '(,)', '-.')" : "t.version::text";
    }

    private String moment() {
        return expires.map(column -> adopted ? "nullif(t." + column + ", 'infinity')" : "t." + column)
                .orElse("NULL::timestamptz");
    }

    private String left() {
        return "CASE WHEN %s IS NULL THEN NULL ELSE greatest(1, ceil(extract(epoch FROM %s - clock_timestamp()) * 1000)) END::bigint"
                .formatted(moment(), moment());
    }

    private String alive(String now) {
        return expires.map(column -> "(t.%s IS NULL OR t.%s > %s)".formatted(column, column, now))
                .orElse("true");
    }

    private String columns() {
        String rest = key.name() + ", " + value.name()
                + expires.map(column -> ", " + column).orElse("");
        return adopted ? rest : "namespace, binding, version, " + rest;
    }

    private String inserted(String keyText, String valueText, String ttl) {
        String rest = keyText + ", " + valueText
                + expires.map(_ -> ", " + EXPIRY.formatted(ttl)).orElse("");
        return adopted ? rest : ":namespace, :binding, gen_random_uuid(), " + rest;
    }

    private String replaced() {
        return value.name() + " = excluded." + value.name()
                + (adopted ? "" : ", version = excluded.version")
                + expires.map(column -> ", %s = excluded.%s".formatted(column, column))
                        .orElse("");
    }

    private String fresh(String valueText) {
        return value.name() + " = " + valueText + (adopted ? "" : ", version = gen_random_uuid()");
    }

    private String expiry(String ttl) {
        return expires.map(column -> ", " + column + " = " + EXPIRY.formatted(ttl))
                .orElse("");
    }

    private String sum() {
        return value.ofText("((" + value.asciiText() + ")::numeric + :delta::bigint)::text");
    }

    private String summedRest() {
        return (adopted ? "" : ", version = excluded.version")
                + expires.map(column -> ", %s = CASE WHEN %s THEN t.%s ELSE excluded.%s END"
                                .formatted(column, alive("statement_timestamp()"), column, column))
                        .orElse("");
    }

    /** Looks at few bytes only, and at their value only once they are known to be digits. */
    private String numeric() {
        String text = "(" + value.asciiText() + ")";
        String bytes = value.type() == ValueColumn.Type.BYTEA ? "t." + value.name() : value.read();
        return "CASE WHEN coalesce(octet_length(%s), 0) NOT BETWEEN 1 AND 20 THEN false ".formatted(bytes)
                + "WHEN %s !~ '^(0|-?[1-9][0-9]*)$' THEN false ".formatted(text)
                + "ELSE " + within64Bits(text + "::numeric") + " END";
    }

    private static String within64Bits(String number) {
        return number + " BETWEEN -9223372036854775808 AND 9223372036854775807";
    }
}
