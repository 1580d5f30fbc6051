// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.keyvalue.table;

import io.prism.backends.postgres.connect.PostgresFailures;
import io.prism.backends.postgres.connect.PostgresSession;
import io.prism.core.OptionMap;
import io.prism.core.failure.GatewayException.BackendDown;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table that is there already and belongs to somebody else. It is looked up in the catalog and used as it is; nothing
 * is ever made or changed but its rows.
 *
 * @param table its quoted name, with its schema where that was given
 * @param key quoted name of the column with the keys
 * @param value quoted name of the column with the values
 * @param expires quoted name of the column that says when a row ends, if there is one
 */
public record Adoption(String table, String key, String value, Optional<String> expires) {

    private static final String TABLE = "table";
    private static final String KEY = "key-column";
    private static final String VALUE = "value-column";
    private static final String EXPIRES = "expires-column";
    private static final String UTF_8 = "UTF8";
    private static final String ORDINARY = "r";

    /** Of a column of characters, the most it takes and four. */
    private static final int LENGTH_EXTRA = 4;

    private static final String LOOK = """
            SELECT c.relkind::text, quote_ident(n.nspname), quote_ident(c.relname),
                current_setting('server_encoding'),
                format_type(k.atttypid, NULL), k.atttypmod,
                coalesce((SELECT o.collisdeterministic FROM pg_collation o WHERE o.oid = k.attcollation), true),
                EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid
                    AND i.indimmediate AND i.indpred IS NULL AND i.indexprs IS NULL AND i.indnkeyatts = 1
                    AND i.indkey[0] = k.attnum),
                format_type(v.atttypid, NULL), v.atttypmod, format_type(e.atttypid, NULL)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_attribute k ON k.attrelid = c.oid AND k.attname = $2::text
                AND k.attnum > 0 AND NOT k.attisdropped
            LEFT JOIN pg_attribute v ON v.attrelid = c.oid AND v.attname = $3::text
                AND v.attnum > 0 AND NOT v.attisdropped
            LEFT JOIN pg_attribute e ON e.attrelid = c.oid AND e.attname = $4::text
                AND e.attnum > 0 AND NOT e.attisdropped
            WHERE c.oid = to_regclass($1::text)""";

    /**
     * As {@code table}, {@code key-column}, {@code value-column} and {@code expires-column} say.
     *
     * @throws io.prism.core.failure.GatewayException.Rejected when one is missing or no name
     */
    public static Adoption from(OptionMap settings) {
        return new Adoption(
                Identifiers.table(settings, TABLE),
                Identifiers.get(settings, KEY),
                Identifiers.get(settings, VALUE),
                Identifiers.find(settings, EXPIRES));
    }

    /** Looks the table up; fails with {@link BackendDown} when it cannot be used. */
    public Future<EntryTable> ready(PostgresSession session, PostgresFailures failures) {
        Tuple names = Tuple.of(
                table,
                Identifiers.plain(key),
                Identifiers.plain(value),
                expires.map(Identifiers::plain).orElse(null));
        return session.run(LOOK, names).map(rows -> {
            if (rows.size() == 0) {
                throw failures.down("does not find the table %s of its option table".formatted(table));
            }
            return new EntryTable(layout(rows.iterator().next(), failures));
        });
    }

    private TableLayout layout(Row row, PostgresFailures failures) {
        String name = row.getString(1) + "." + row.getString(2);
        if (!row.getString(0).equals(ORDINARY)) {
            throw failures.down("cannot adopt %s: it is a view, or a partitioned or foreign table".formatted(name));
        }
        if (!row.getString(3).equals(UTF_8)) {
            throw failures.down(
                    "cannot adopt %s: its database is encoded in %s, not in UTF8".formatted(name, row.getString(3)));
        }
        KeyColumn.Type keyType = switch (present(row.getString(4), KEY, key, failures)) {
            case "bytea" -> KeyColumn.Type.BYTEA;
            case "text", "character varying" -> KeyColumn.Type.TEXT;
            default -> throw unsupported(KEY, row.getString(4), "bytea, text or varchar", failures);
        };
        if (!row.getBoolean(6)) {
            throw failures.down(
                    "cannot adopt %s: the collation of %s takes different keys for equal".formatted(name, key));
        }
        if (!row.getBoolean(7)) {
            throw failures.down("cannot adopt %s: it needs a unique index on %s alone".formatted(name, key));
        }
        ValueColumn.Type valueType = switch (present(row.getString(8), VALUE, value, failures)) {
            case "bytea" -> ValueColumn.Type.BYTEA;
            case "text", "character varying" -> ValueColumn.Type.TEXT;
            case "json" -> ValueColumn.Type.JSON;
            case "jsonb" -> ValueColumn.Type.JSONB;
            default -> throw unsupported(VALUE, row.getString(8), "bytea, text, varchar, json or jsonb", failures);
        };
        expires.ifPresent(column -> checkExpires(row.getString(10), column, failures));
        return new TableLayout(
                row.getString(1),
                name,
                new KeyColumn(key, keyType, charsMax(row.getInteger(5), keyType == KeyColumn.Type.TEXT)),
                new ValueColumn(value, valueType, charsMax(row.getInteger(9), valueType == ValueColumn.Type.TEXT)),
                expires,
                true);
    }

    private static void checkExpires(@Nullable String type, String column, PostgresFailures failures) {
        if (!present(type, EXPIRES, column, failures).equals("timestamp with time zone")) {
            throw unsupported(EXPIRES, type, "timestamptz", failures);
        }
    }

    private static String present(@Nullable String type, String option, String column, PostgresFailures failures) {
        if (type == null) {
            throw failures.down("does not find the column %s of its option %s".formatted(column, option));
        }
        return type;
    }

    private static BackendDown unsupported(
            String option, @Nullable String type, String supported, PostgresFailures failures) {
        return failures.down(
                "cannot use the column of its option %s: it is of type %s, not %s".formatted(option, type, supported));
    }

    private static int charsMax(int typeModifier, boolean characters) {
        return characters && typeModifier > LENGTH_EXTRA ? typeModifier - LENGTH_EXTRA : 0;
    }
}
