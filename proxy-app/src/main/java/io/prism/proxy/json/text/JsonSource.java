// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.prism.core.failure.GatewayException.Rejected;
import java.io.IOException;
import java.io.StringReader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JSON by the letter of RFC 8259, token by token, that always knows where it is. Used by one thread. */
final class JsonSource {

    private static final int DEPTH_MAX = 64;
    private static final Pattern PLACE = Pattern.compile("at line (\\d+) column (\\d+)");

    private final JsonReader reader;

    JsonSource(String text) {
        reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(DEPTH_MAX);
    }

    /** A step that reads. */
    @FunctionalInterface
    interface Step<T> {
        /** Takes it. */
        T take(JsonReader from) throws IOException;
    }

    /** The kind of what comes next. */
    JsonToken peek() {
        return read(JsonReader::peek);
    }

    /** Whether there is more in this object or array. */
    boolean more() {
        return read(JsonReader::hasNext);
    }

    /** Text, or a number as it is written. */
    String text() {
        return read(JsonReader::nextString);
    }

    /** Whatever comes next, as a whole. */
    JsonElement tree() {
        return read(JsonParser::parseReader);
    }

    /**
     * Takes a step.
     *
     * @throws Rejected with line and column when what is there is no JSON
     */
    <T> T read(Step<T> step) {
        try {
            return step.take(reader);
        } catch (IOException | JsonParseException | IllegalStateException malformed) {
            throw new Rejected("body", "must be JSON, but is not" + place(String.valueOf(malformed.getMessage())), "");
        }
    }

    /** Where it is, as an error text says it. */
    String where() {
        return place(reader.toString());
    }

    private String place(String text) {
        Matcher found = PLACE.matcher(text);
        if (found.find()) {
            return " (line %s, column %s)".formatted(found.group(1), found.group(2));
        }
        return text.equals(reader.toString()) ? "" : where();
    }
}
