// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.syntax;

import io.prism.schema.fault.SchemaLocation;
import java.util.List;

/**
 * A service.
 *
 * @param name its name
 * @param calls in the order of the text
 * @param options of the service
 * @param place where it starts
 */
public record ServiceDecl(String name, List<Call> calls, List<Option> options, SchemaLocation place) {

    /** Keeps copies. */
    public ServiceDecl {
        calls = List.copyOf(calls);
        options = List.copyOf(options);
    }

    /**
     * A call of a service.
     *
     * @param name its name
     * @param request what is sent
     * @param response what comes back
     * @param options of the call
     * @param place where it starts
     */
    public record Call(String name, Side request, Side response, List<Option> options, SchemaLocation place) {

        /** Keeps a copy. */
        public Call {
            options = List.copyOf(options);
        }
    }

    /**
     * What goes one way in a call.
     *
     * @param type the message, as it is written
     * @param stream whether there are many
     */
    public record Side(String type, boolean stream) {}
}
