// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json.text;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.prism.core.failure.GatewayException.Rejected;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Reads a message from JSON by protobuf's mapping, and says of everything that is wrong which field it is and where it
 * stands. Stricter than protobuf's own reader, which takes what is no JSON, forgets what follows, and lets the last of
 * two fields win. Needs no generated classes and no reflection. Used once, by one thread.
 */
public final class MessageReader {

    private static final String KNOWN = "google.protobuf.";

    private final JsonSource source;

    private MessageReader(String json) {
        this.source = new JsonSource(json);
    }

    /**
     * Reads a message.
     *
     * @param body UTF-8; an empty body is an empty message
     * @throws Rejected when it is malformed
     */
    public static DynamicMessage read(Descriptor type, byte[] body) {
        String json;
        try {
            json = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new Rejected("body", "must be UTF-8", "");
        }
        return json.isEmpty() ? DynamicMessage.getDefaultInstance(type) : new MessageReader(json).whole(type);
    }

    private DynamicMessage whole(Descriptor type) {
        DynamicMessage message = message(type, "body");
        if (source.peek() != JsonToken.END_DOCUMENT) {
            throw new Rejected("body", "must be one JSON object, but more follows" + source.where(), "");
        }
        return message;
    }

    private DynamicMessage message(Descriptor type, String at) {
        if (type.getFullName().startsWith(KNOWN)) {
            return known(type, at);
        }
        expect(JsonToken.BEGIN_OBJECT, at);
        run(JsonReader::beginObject);
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        Set<FieldDescriptor> seen = new HashSet<>();
        while (source.more()) {
            String where = source.where();
            String name = source.read(JsonReader::nextName);
            String path = at.equals("body") ? name : at + "." + name;
            FieldDescriptor field = JsonFieldNames.find(type, name, path, where);
            if (!seen.add(field)) {
                throw new Rejected(path, "must be given once" + where, "");
            }
            if (source.peek() == JsonToken.NULL) {
                run(JsonReader::nextNull);
            } else {
                alone(message, field, path, where);
                field(message, field, path);
            }
        }
        run(JsonReader::endObject);
        return message.build();
    }

    private static void alone(DynamicMessage.Builder message, FieldDescriptor field, String path, String where) {
        OneofDescriptor oneof = field.getRealContainingOneof();
        FieldDescriptor other = oneof == null ? null : message.getOneofFieldDescriptor(oneof);
        if (other != null) {
            throw new Rejected(path, "cannot be given together with " + other.getJsonName() + where, "");
        }
    }

    private void field(DynamicMessage.Builder message, FieldDescriptor field, String path) {
        if (field.isMapField()) {
            map(message, field, path);
        } else if (field.isRepeated()) {
            array(message, field, path);
        } else {
            message.setField(field, value(field, path));
        }
    }

    private void array(DynamicMessage.Builder message, FieldDescriptor field, String path) {
        expect(JsonToken.BEGIN_ARRAY, path);
        run(JsonReader::beginArray);
        for (int i = 0; source.more(); i++) {
            message.addRepeatedField(field, value(field, path + "[" + i + "]"));
        }
        run(JsonReader::endArray);
    }

    private void map(DynamicMessage.Builder message, FieldDescriptor field, String path) {
        expect(JsonToken.BEGIN_OBJECT, path);
        run(JsonReader::beginObject);
        Descriptor type = field.getMessageType();
        FieldDescriptor key = type.findFieldByName("key");
        FieldDescriptor value = type.findFieldByName("value");
        Set<Object> seen = new HashSet<>();
        while (source.more()) {
            String where = source.where();
            String name = source.read(JsonReader::nextName);
            String entry = path + "[" + name + "]";
            Object read = JsonScalars.ofText(key, name, entry);
            if (!seen.add(read)) {
                throw new Rejected(entry, "must be given once" + where, "");
            }
            message.addRepeatedField(
                    field,
                    DynamicMessage.newBuilder(type)
                            .setField(key, read)
                            .setField(value, value(value, entry))
                            .build());
        }
        run(JsonReader::endObject);
    }

    private Object value(FieldDescriptor field, String path) {
        if (field.getJavaType() == JavaType.MESSAGE) {
            return message(field.getMessageType(), path);
        }
        String where = source.where();
        try {
            return switch (field.getJavaType()) {
                case BOOLEAN -> {
                    expect(JsonToken.BOOLEAN, path);
                    yield source.read(JsonReader::nextBoolean);
                }
                case STRING, BYTE_STRING -> {
                    expect(JsonToken.STRING, path);
                    yield JsonScalars.ofText(field, source.text(), path);
                }
                default -> {
                    expectNumber(field, path);
                    yield JsonScalars.ofText(field, source.text(), path);
                }
            };
        } catch (Rejected wrong) {
            throw wrong.constraint().contains("(line ") || !wrong.field().equals(path)
                    ? wrong
                    : new Rejected(path, wrong.constraint() + where, wrong.value());
        }
    }

    /** Times, durations and the like have forms of their own. */
    private DynamicMessage known(Descriptor type, String at) {
        String where = source.where();
        String json = source.tree().toString();
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        try {
            JsonFormat.parser().merge(json, message);
        } catch (InvalidProtocolBufferException wrong) {
            throw new Rejected(at, "must be a %s%s: %s".formatted(type.getFullName(), where, wrong.getMessage()), "");
        }
        return message.build();
    }

    private void expectNumber(FieldDescriptor field, String path) {
        JsonToken token = source.peek();
        if (token != JsonToken.NUMBER && token != JsonToken.STRING) {
            String wanted = field.getJavaType() == JavaType.ENUM ? "the name of a constant" : "a number";
            throw new Rejected(path, "must be %s, but is %s%s".formatted(wanted, name(token), source.where()), "");
        }
    }

    private void expect(JsonToken wanted, String at) {
        JsonToken token = source.peek();
        if (token != wanted) {
            throw new Rejected(at, "must be %s, but is %s%s".formatted(name(wanted), name(token), source.where()), "");
        }
    }

    private void run(Move move) {
        source.read(from -> {
            move.make(from);
            return true;
        });
    }

    @FunctionalInterface
    private interface Move {
        void make(JsonReader from) throws java.io.IOException;
    }

    private static String name(JsonToken token) {
        return switch (token) {
            case BEGIN_OBJECT -> "an object";
            case BEGIN_ARRAY -> "an array";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            case END_ARRAY, END_OBJECT, NAME, END_DOCUMENT -> token.name().toLowerCase(Locale.ROOT);
        };
    }
}
