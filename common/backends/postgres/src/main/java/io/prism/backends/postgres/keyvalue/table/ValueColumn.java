// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.keyvalue.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.TooLarge;
import io.prism.spi.keyvalue.entry.Value;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The column that holds the values.
 *
 * @param name its quoted name
 * @param type what it holds
 * @param charsMax most characters it takes; 0 for any number
 */
public record ValueColumn(String name, Type type, int charsMax) {

    /** Longest value: far below PostgreSQL's own limit, so that a few that wait do not fill the heap. */
    public static final int BYTES_MAX = 64 << 20;

    private static final String FIELD = "value";

    /** What a column of values holds. */
    public enum Type {
        /** The bytes of the value. */
        BYTEA("bytea"),
        /** The value, which must be text. */
        TEXT("text"),
        /** The value, which must be JSON; kept to the byte. */
        JSON("json"),
        /** The value, which must be JSON; read back as PostgreSQL writes it. */
        JSONB("jsonb");

        private final String sql;

        Type(String sql) {
            this.sql = sql;
        }
    }

    /**
     * The value as the column takes it.
     *
     * @throws TooLarge when it is longer than {@link #BYTES_MAX}
     * @throws Rejected when the column does not take it; that it is no JSON is found out by the server
     */
    Object parameter(Value value) {
        ByteString bytes = value.bytes();
        if (bytes.size() > BYTES_MAX) {
            throw new TooLarge(FIELD, bytes.size(), BYTES_MAX);
        }
        return type == Type.BYTEA ? Bytes.of(bytes) : text(bytes);
    }

    /** Values as one parameter. */
    Object parameters(List<Value> values) {
        return type == Type.BYTEA
                ? values.stream().map(this::parameter).toArray(Buffer[]::new)
                : values.stream().map(this::parameter).toArray(String[]::new);
    }

    /** The value in a column of a row; SQL's null is an empty one. */
    Value value(Row row, int at) {
        if (type == Type.BYTEA) {
            @Nullable Buffer buffer = row.getBuffer(at);
            return buffer == null ? Value.EMPTY : new Value(Bytes.in(buffer));
        }
        @Nullable String text = row.getString(at);
        return text == null ? Value.EMPTY : new Value(ByteString.copyFromUtf8(text));
    }

    /** What a parameter is turned into. */
    String written(String parameter) {
        return switch (type) {
            case BYTEA -> parameter + "::bytea";
            case TEXT -> parameter + "::text";
            case JSON, JSONB -> parameter + "::text::" + type.sql;
        };
    }

    /** What is read of it. */
    String read() {
        return switch (type) {
            case BYTEA, TEXT -> "t." + name;
            case JSON, JSONB -> "t." + name + "::text";
        };
    }

    /** The type of its parameters. */
    String sqlType() {
        return type == Type.BYTEA ? "bytea" : "text";
    }

    /** It as text of ASCII characters, if it is such text; never an error, whatever the bytes. */
    String asciiText() {
        return type == Type.BYTEA ? "encode(t." + name + ", 'escape')" : read();
    }

    /** Text as the column holds it. */
    String ofText(String text) {
        return type == Type.BYTEA ? "convert_to(" + text + ", 'UTF8')" : "(" + text + ")::" + type.sql;
    }

    /** Whether it has something to say about the texts it takes. */
    boolean isJson() {
        return type == Type.JSON || type == Type.JSONB;
    }

    private String text(ByteString bytes) {
        try {
            String text =
                    UTF_8.newDecoder().decode(bytes.asReadOnlyByteBuffer()).toString();
            if (text.indexOf('\0') >= 0) {
                throw new Rejected(FIELD, "must not hold U+0000, which its column of " + type.sql + " cannot", "");
            }
            int chars = text.codePointCount(0, text.length());
            if (charsMax > 0 && chars > charsMax) {
                throw new Rejected(
                        FIELD, "must have at most %d characters, as its column".formatted(charsMax), "" + chars);
            }
            return text;
        } catch (CharacterCodingException _) {
            throw new Rejected(FIELD, "must be UTF-8, as its column is of type " + type.sql, "");
        }
    }
}
