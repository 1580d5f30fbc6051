// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.secret;

import java.util.Map;

/** Resolves the references in the text of an option. Safe for use by many threads; blocks while it reads a file. */
@FunctionalInterface
public interface Secrets {

    /**
     * The text with every {@code ${env:NAME}} and {@code ${file:PATH}} replaced by what it refers to now, and a
     * doubled dollar sign before a brace by a single one. What is put in is not looked at again.
     *
     * @throws io.prism.core.failure.GatewayException.Rejected naming the variable or file that is missing or cannot be
     *     read, never its value
     */
    String resolve(String text);

    /**
     * Resolves variables from {@code environment} and files from the file system. A file is read at each use, may hold
     * 64 KiB of UTF-8, and loses one line end at its end.
     */
    static Secrets standard(Map<String, String> environment) {
        return new StandardSecrets(environment);
    }
}
