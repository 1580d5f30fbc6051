// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.secret;

import io.prism.core.failure.GatewayException.Rejected;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** Variables of a given environment and files. */
final class StandardSecrets implements Secrets {

    private static final int MOST_FILE_BYTES = 64 << 10;

    private final Map<String, String> environment;

    StandardSecrets(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public String resolve(String text) {
        if (!Templates.any(text)) {
            return text;
        }
        StringBuilder resolved = new StringBuilder();
        for (Templates.Part part : Templates.parts(text)) {
            resolved.append(
                    switch (part) {
                        case Templates.Literal literal -> literal.text();
                        case Templates.Variable variable -> variable(variable.name());
                        case Templates.Content content -> content(content.path());
                        case Templates.Broken broken ->
                            throw new Rejected("reference", broken.problem() + "; " + broken.remedy(), "");
                    });
        }
        return resolved.toString();
    }

    private String variable(String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new Rejected("environment variable " + name, "is not set", "");
        }
        return value;
    }

    private static String content(String path) {
        String field = "file " + path;
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            byte[] bytes = in.readNBytes(MOST_FILE_BYTES + 1);
            if (bytes.length > MOST_FILE_BYTES) {
                throw new Rejected(field, "is longer than 64 KiB", "");
            }
            return withoutLineEnd(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (NoSuchFileException e) {
            throw new Rejected(field, "does not exist", "");
        } catch (AccessDeniedException e) {
            throw new Rejected(field, "may not be read by this program", "");
        } catch (CharacterCodingException e) {
            throw new Rejected(field, "is not UTF-8 text", "");
        } catch (IOException | InvalidPathException e) {
            throw new Rejected(field, "cannot be read", "");
        }
    }

    private static String withoutLineEnd(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
