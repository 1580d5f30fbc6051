// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.keyvalue.table;

/**
 * What is done with rows, as SQL in which {@link TableLayout} replaces the words in braces. Rows that have expired count as
 * absent in all of them. Each is atomic by itself; those that compare answer a row that says what they did, or, where
 * another transaction was faster while they waited for it, something that does not fit together: then they are to be
 * run again.
 */
public enum Statement {
    /** Reads one row: value, version, expiry. */
    GET("SELECT {value}, {version}, {expires} FROM {table} t WHERE {here} AND {alive}"),

    /** One row when the key is there. */
    EXISTS("SELECT 1 FROM {table} t WHERE {here} AND {alive}"),

    /** Writes one row, whatever was there: version. */
    SET("""
            INSERT INTO {table} AS t ({columns}) VALUES ({inserted})
            ON CONFLICT ({conflict}) DO UPDATE SET {replaced}
            RETURNING {version}"""),

    /** Deletes one row. */
    DELETE("DELETE FROM {table} t WHERE {here} AND {alive}"),

    /** Gives one row another expiry. */
    EXPIRE("UPDATE {table} t SET {expiresname} = {expiry} WHERE {here} AND {alive}"),

    /** Milliseconds that are left to one row; null for ever. */
    TTL("SELECT {left} FROM {table} t WHERE {here} AND {alive}"),

    /** Takes the expiry away: milliseconds that were left; null for ever. */
    PERSIST("""
            WITH found AS MATERIALIZED (SELECT {left} AS ms FROM {table} t WHERE {here} AND {alive} FOR UPDATE),
                done AS (UPDATE {table} t SET {expiresname} = NULL
                    WHERE {here} AND EXISTS (SELECT FROM found WHERE ms IS NOT NULL))
            SELECT ms FROM found"""),

    /** Writes one row that must be absent: whether it did, version now. Run again when there is no row. */
    CREATE("""
            WITH done AS (
                INSERT INTO {table} AS t ({columns}) VALUES ({inserted})
                ON CONFLICT ({conflict}) DO UPDATE SET {replaced} WHERE NOT {alive}
                RETURNING {version} AS version)
            SELECT true, version FROM done
            UNION ALL
            SELECT false, {version} FROM {table} t WHERE {here} AND {alive} AND NOT EXISTS (SELECT FROM done)"""),

    /** Writes one row of a version: whether it did, version now. Run again when false with that very version. */
    SWAP("""
            WITH done AS (
                UPDATE {table} t SET {fresh} WHERE {here} AND {alive} AND {version} = :expected::text
                RETURNING {version} AS version)
            SELECT true, version FROM done
            UNION ALL
            SELECT false, {version} FROM {table} t WHERE {here} AND {alive} AND NOT EXISTS (SELECT FROM done)"""),

    /** Deletes one row of a version: whether it did, version now. Run again as {@link #SWAP}. */
    REMOVE("""
            WITH done AS (
                DELETE FROM {table} t WHERE {here} AND {alive} AND {version} = :expected::text
                RETURNING 1)
            SELECT true, NULL::text FROM done
            UNION ALL
            SELECT false, {version} FROM {table} t WHERE {here} AND {alive} AND NOT EXISTS (SELECT FROM done)"""),

    /**
     * Adds to a counter, or creates it: number, version, null. When it did not: null, null, and the field that was
     * wrong. Run again when there is no row or no field. All of it has one idea of the time, since the parts that say
     * what an expired row becomes must not contradict each other.
     */
    COUNT("""
            WITH done AS (
                INSERT INTO {table} AS t ({columns}) VALUES ({created})
                ON CONFLICT ({conflict}) DO UPDATE SET {summed} WHERE NOT {lives} OR {fits}
                RETURNING {number} AS number, {version} AS version)
            SELECT number, version, NULL::text FROM done
            UNION ALL
            SELECT NULL, NULL, CASE WHEN NOT {numeric} THEN 'key' WHEN NOT {fits} THEN 'delta' END
            FROM {table} t WHERE {here} AND {lives} AND NOT EXISTS (SELECT FROM done)"""),

    /** As {@link #COUNT}, but creates nothing: no row when the counter is absent. */
    COUNT_EXISTING("""
            WITH done AS (
                UPDATE {table} t SET {added} WHERE {here} AND {lives} AND {fits}
                RETURNING {number} AS number, {version} AS version)
            SELECT number, version, NULL::text FROM done
            UNION ALL
            SELECT NULL, NULL, CASE WHEN NOT {numeric} THEN 'key' WHEN NOT {fits} THEN 'delta' END
            FROM {table} t WHERE {here} AND {lives} AND NOT EXISTS (SELECT FROM done)"""),

    /** Writes rows of different keys, in one order for all who do that, so that they do not block each other. */
    SET_ALL("""
            INSERT INTO {table} AS t ({columns})
            SELECT {unnested}
            FROM unnest(:keys::{keytype}[], :values::{valuetype}[], :ttls::bigint[]) AS w(key, value, ttl)
            ORDER BY {unnestedkey}
            ON CONFLICT ({conflict}) DO UPDATE SET {replaced}
            RETURNING {key}, {version}"""),

    /** Reads rows: key, value, version, expiry. */
    GET_ALL("SELECT {key}, {value}, {version}, {expires} FROM {table} t WHERE {among} AND {alive}"),

    /** Deletes rows, in one order for all who do that: keys. */
    DELETE_ALL("""
            WITH found AS MATERIALIZED (
                SELECT {key} AS key FROM {table} t WHERE {among} AND {alive} ORDER BY {ordered} FOR UPDATE)
            DELETE FROM {table} t USING found WHERE {among} AND {key} = found.key
            RETURNING {key}"""),

    /** A page of rows from a key on: key, value, version, expiry, and how many rows there are with one more. */
    SCAN(page("{ordered} >= :from::{keytype}", ", {value} AS value", " + {bytes}")),

    /** The same, behind a key. */
    SCAN_BEHIND(page("{ordered} > :from::{keytype}", ", {value} AS value", " + {bytes}")),

    /** The same as {@link #SCAN}, without values. */
    KEYS(page("{ordered} >= :from::{keytype}", ", NULL::{valuetype} AS value", "")),

    /** The same, behind a key. */
    KEYS_BEHIND(page("{ordered} > :from::{keytype}", ", NULL::{valuetype} AS value", "")),

    /** How many rows a part of the keys has. */
    SIZE("""
            SELECT count(*) FROM {table} t
            WHERE {scope} {ordered} >= :from::{keytype} AND {ordered} < :end::{keytype} AND {alive}"""),

    /** Takes a token for a request: one row when it was free. */
    CLAIM("""
            INSERT INTO {schema}.idempotency AS i (namespace, binding, token, request, outcome, expires_at)
            VALUES (:namespace, :binding, :token::text, :request::text, ''::bytea, {windowend})
            ON CONFLICT (namespace, binding, token) DO UPDATE SET
                request = excluded.request, outcome = excluded.outcome, expires_at = excluded.expires_at
            WHERE i.expires_at <= clock_timestamp()
            RETURNING 1"""),

    /** Writes down what came of the request. */
    REMEMBER("""
            UPDATE {schema}.idempotency SET outcome = :outcome::bytea, expires_at = {windowend}
            WHERE namespace = :namespace AND binding = :binding AND token = :token::text"""),

    /** What came of a request: its fingerprint, its outcome. */
    RECALL("""
            SELECT request, outcome FROM {schema}.idempotency
            WHERE namespace = :namespace AND binding = :binding AND token = :token::text
                AND expires_at > clock_timestamp()"""),

    /** Deletes rows that have expired, at most so many; what others work on is left to the next time. */
    TIDY_ENTRIES("""
            DELETE FROM {schema}.keyvalue WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM {schema}.keyvalue WHERE expires_at <= statement_timestamp()
                ORDER BY expires_at LIMIT :rows::bigint FOR UPDATE SKIP LOCKED))"""),

    /** The same for outcomes of requests. */
    TIDY_OUTCOMES("""
            DELETE FROM {schema}.idempotency WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM {schema}.idempotency WHERE expires_at <= statement_timestamp()
                ORDER BY expires_at LIMIT :rows::bigint FOR UPDATE SKIP LOCKED))""");

    private final String template;

    Statement(String template) {
        this.template = template;
    }

    String template() {
        return template;
    }

    /**
     * The bound of bytes is applied by the server, to lengths, which it knows without reading values that are stored
     * out of line: what does not belong on the page is neither read nor sent.
     */
    private static String page(String from, String value, String moreBytes) {
        return """
            SELECT p.key, p.value, p.version, p.expires, p.found
            FROM (SELECT c.*, count(*) OVER () AS found, row_number() OVER (ORDER BY c.place) AS number,
                    coalesce(sum(c.bytes) OVER (
                        ORDER BY c.place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
                FROM (SELECT {ordered} AS place, {key} AS key, {version} AS version, {expires} AS expires%s,
                        octet_length({key})%s AS bytes
                    FROM {table} t WHERE {scope} %s AND {ordered} < :end::{keytype} AND {alive}
                    ORDER BY {ordered} LIMIT :items::bigint + 1) c) p
            WHERE p.number <= :items::bigint AND p.before < :bytes::bigint
            ORDER BY p.place""".formatted(value, moreBytes, from);
    }
}
