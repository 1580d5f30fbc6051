// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.keyvalue.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prism.core.failure.GatewayException.Rejected;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.entry.Key;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.Arrays;
import java.util.List;

/**
 * The column that holds the keys.
 *
 * @param name its quoted name
 * @param type what it holds
 * @param charsMax most characters it takes; 0 for any number
 */
public record KeyColumn(String name, Type type, int charsMax) {

    private static final String FIELD = "key";

    /** Behind every key: no UTF-8 text has this byte. */
    private static final byte[] BYTES_END = {(byte) 0xff};

    /** Behind every key of text: longer than any key, and of the last character. */
    private static final String TEXT_END =
            Character.toString(Character.MAX_CODE_POINT).repeat(Key.MAX_BYTES / 4 + 1);

    /** What a column of keys holds. */
    public enum Type {
        /** The UTF-8 bytes of the key. */
        BYTEA,
        /** The key itself. */
        TEXT
    }

    /**
     * A part of the keys, in the order of their bytes.
     *
     * @param from where it begins
     * @param behind whether it begins behind {@code from}, not with it
     * @param end the first key behind it
     */
    public record Span(Object from, boolean behind, Object end) {}

    /** The key as the column holds it. */
    Object parameter(Key key) {
        if (type == Type.BYTEA) {
            return Bytes.of(key.name());
        }
        if (key.name().indexOf('\0') >= 0) {
            throw new Rejected(FIELD, "must not hold the character U+0000, which its column of text cannot", "");
        }
        int chars = key.name().codePointCount(0, key.name().length());
        if (charsMax > 0 && chars > charsMax) {
            throw new Rejected(FIELD, "must have at most %d characters, as its column".formatted(charsMax), "" + chars);
        }
        return key.name();
    }

    /** Keys as one parameter. */
    Object parameters(List<Key> keys) {
        return type == Type.BYTEA
                ? keys.stream().map(this::parameter).toArray(Buffer[]::new)
                : keys.stream().map(this::parameter).toArray(String[]::new);
    }

    /** The key in a column of a row. */
    Key key(Row row, int at) {
        return new Key(type == Type.BYTEA ? row.getBuffer(at).toString(UTF_8) : row.getString(at));
    }

    /** The keys that a scan asks for. */
    Span span(KeyValueScan.Range range) {
        Key.utf8Bytes(range.prefix());
        return type == Type.BYTEA ? bytes(range) : text(range);
    }

    /** A key in a statement, compared byte by byte whatever its collation. */
    String ordered(String text) {
        return type == Type.BYTEA ? text : text + " COLLATE \"C\"";
    }

    /** The type of its parameters. */
    String sqlType() {
        return type == Type.BYTEA ? "bytea" : "text";
    }

    private static Span bytes(KeyValueScan.Range range) {
        byte[] prefix = range.prefix().getBytes(UTF_8);
        byte[] after = range.after().map(key -> key.name().getBytes(UTF_8)).orElse(new byte[0]);
        byte[] end = prefix.clone();
        if (prefix.length > 0) {
            // Never overflows: no UTF-8 text has a byte 0xff.
            end[end.length - 1]++;
        } else {
            end = BYTES_END;
        }
        boolean behind = range.after().isPresent() && Arrays.compareUnsigned(after, prefix) >= 0;
        return new Span(Buffer.buffer(behind ? after : prefix), behind, Buffer.buffer(end));
    }

    private static Span text(KeyValueScan.Range range) {
        String prefix = range.prefix();
        if (prefix.indexOf('\0') >= 0) {
            return new Span(TEXT_END, true, "");
        }
        String after = range.after().map(Key::name).orElse("");
        boolean behind =
                range.after().isPresent() && Arrays.compareUnsigned(after.getBytes(UTF_8), prefix.getBytes(UTF_8)) >= 0;
        return new Span(behind ? withoutZero(after) : prefix, behind, textBehind(prefix));
    }

    /** No key has U+0000, so what is behind such a key is what is behind the part of it before that. */
    private static String withoutZero(String key) {
        int zero = key.indexOf('\0');
        return zero < 0 ? key : key.substring(0, zero);
    }

    /** The first text behind all that start with a prefix. */
    private static String textBehind(String prefix) {
        int[] characters = prefix.codePoints().toArray();
        for (int last = characters.length - 1; last >= 0; last--) {
            if (characters[last] < Character.MAX_CODE_POINT) {
                int next = characters[last] + 1;
                characters[last] = next == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : next;
                return new String(characters, 0, last + 1);
            }
        }
        return TEXT_END;
    }
}
