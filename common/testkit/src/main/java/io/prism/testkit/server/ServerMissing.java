// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.server;

import java.util.Objects;
import org.opentest4j.TestAbortedException;

/** What becomes of a suite whose server cannot be had on this machine. */
public final class ServerMissing {

    /** Environment variable: with the value {@value #ALL} every server must be there. */
    static final String BACKENDS = "PRISM_TEST_BACKENDS";

    private static final String ALL = "all";

    private ServerMissing() {}

    /**
     * The failure to throw: one that skips the suite where everybody can see it, or, when every server must be there,
     * one that fails it.
     *
     * @param server its name
     * @param remedy what to do about it, as a sentence
     */
    public static RuntimeException because(String server, String remedy) {
        String message = "there is no %s on this machine: %s".formatted(server, remedy);
        return Objects.equals(System.getenv(BACKENDS), ALL)
                ? new IllegalStateException(message + " (" + BACKENDS + "=" + ALL + " asks for it)")
                : new TestAbortedException(message);
    }
}
