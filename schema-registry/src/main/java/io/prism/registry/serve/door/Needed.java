// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.door;

import io.prism.registry.admit.Access;

/** What calls about one subject need. What is not listed here needs everything. */
final class Needed {

    private static final String PRISM = "prism/v1/subjects/";

    private Needed() {}

    /**
     * What {@code method} on {@code path} needs of the subject in it.
     *
     * @param path as it was sent, without a slash in front
     * @param permanent whether it is to be for good
     */
    static Access by(String method, String path, boolean permanent) {
        if (method.equals("GET") || method.equals("HEAD") || path.startsWith("compatibility/")) {
            return Access.READ;
        }
        if (path.startsWith("subjects/")) {
            return ofSubject(method, path, permanent);
        }
        return path.startsWith(PRISM) && method.equals("POST") ? ofPrism(path) : Access.ADMIN;
    }

    private static Access ofSubject(String method, String path, boolean permanent) {
        return switch (method) {
            // POST on the subject itself looks a schema up.
            case "POST" -> path.indexOf('/', "subjects/".length()) < 0 ? Access.READ : Access.WRITE;
            case "DELETE" -> permanent ? Access.ADMIN : Access.WRITE;
            default -> Access.ADMIN;
        };
    }

    private static Access ofPrism(String path) {
        boolean asks = path.endsWith("/check") || path.endsWith("/assertion");
        return asks ? Access.READ : Access.WRITE;
    }
}
