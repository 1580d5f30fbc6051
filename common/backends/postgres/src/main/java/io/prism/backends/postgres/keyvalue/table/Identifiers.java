// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.keyvalue.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prism.core.OptionMap;
import io.prism.core.failure.GatewayException.Rejected;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Names of schemas, tables and columns that come from options: checked, and quoted so that they are nothing else. */
public final class Identifiers {

    private static final int BYTES_MAX = 63;

    private Identifiers() {}

    /**
     * The name in an option, quoted; letters keep their case.
     *
     * @throws Rejected when it is no name
     */
    public static Optional<String> find(OptionMap settings, String option) {
        return settings.text(option).map(name -> quoted(settings, option, name));
    }

    /** The same, of an option that must be there. */
    public static String get(OptionMap settings, String option) {
        return quoted(settings, option, settings.required(option));
    }

    /** The name of a table, which may have that of its schema and a dot before it. */
    static String table(OptionMap settings, String option) {
        String[] names = settings.required(option).split("\\.", -1);
        if (names.length > 2) {
            throw new Rejected(settings.where() + "." + option, "must be TABLE or SCHEMA.TABLE", "");
        }
        return Arrays.stream(names).map(name -> quoted(settings, option, name)).collect(Collectors.joining("."));
    }

    private static String quoted(OptionMap settings, String option, String name) {
        int bytes = name.getBytes(UTF_8).length;
        if (bytes < 1 || bytes > BYTES_MAX || name.indexOf('\0') >= 0) {
            throw new Rejected(
                    settings.where() + "." + option,
                    "must be a name of 1 to %d bytes, written without quotes".formatted(BYTES_MAX),
                    "");
        }
        return quoted(name);
    }

    /** Any name, quoted. */
    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** A quoted name, without its quotes. */
    static String plain(String quoted) {
        return quoted.substring(1, quoted.length() - 1).replace("\"\"", "\"");
    }
}
