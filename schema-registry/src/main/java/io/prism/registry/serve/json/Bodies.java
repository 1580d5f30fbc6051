// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies of requests: JSON in UTF-8, nested at most 1,000 levels deep, of at most 300,000 names, values and
 * brackets, with nothing behind it.
 */
public final class Bodies {

    /** Names, values and brackets: texts of schemas are one each. */
    private static final int TOKENS_MAX = 300_000;

    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(TOKENS_MAX)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private Bodies() {}

    /**
     * The object that {@code body} holds.
     *
     * @throws RegistryException when there is none, or it is not JSON; the message says where
     */
    public static RequestObject object(byte @Nullable [] body) {
        if (body == null || body.length == 0) {
            throw new RegistryException(ErrorCode.INVALID_VALUE, "The request must have a body, a JSON object");
        }
        return new RequestObject(tree(body), "");
    }

    private static JsonNode tree(byte[] body) {
        try {
            JsonNode tree = READER.readTree(text(body));
            if (tree.isMissingNode()) {
                throw new RegistryException(ErrorCode.INVALID_VALUE, "The request must have a body, a JSON object");
            }
            return tree;
        } catch (JsonProcessingException malformed) {
            throw malformed(malformed);
        }
    }

    /** Strictly: what is not UTF-8 would come back as something else. */
    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new RegistryException(ErrorCode.MALFORMED, "The body is not UTF-8: " + notUtf8.getMessage());
        }
    }

    private static RegistryException malformed(JsonProcessingException failure) {
        var at = failure.getLocation();
        String where = at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
        return new RegistryException(
                ErrorCode.MALFORMED,
                "The body is not JSON%s: %s"
                        .formatted(where, ConfluentFailures.shown(String.valueOf(failure.getOriginalMessage()))));
    }
}
