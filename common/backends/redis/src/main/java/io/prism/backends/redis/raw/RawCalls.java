// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.raw;

import io.prism.backends.redis.connect.Args;
import io.prism.backends.redis.connect.Command;
import io.prism.backends.redis.connect.Connections;
import io.prism.backends.redis.connect.Effect;
import io.prism.backends.redis.connect.Reply;
import io.prism.backends.redis.connect.Script;
import io.prism.core.Deadline;
import io.prism.core.failure.GatewayException.Rejected;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Runs operations on plain strings by the script {@code raw.lua}; it looks at the type of a key before it acts. */
final class RawCalls {

    private static final String OTHER_TYPE = "T";
    private static final String WRONG = "X";

    private final Connections connections;
    private final Script script = Script.of("string.lua", "raw.lua");

    RawCalls(Connections connections) {
        this.connections = connections;
    }

    /** Runs one operation; its failure is that of the call. */
    Uni<Reply> one(RawPart part, Effect effect, Deadline deadline) {
        return all(List.of(part), effect, deadline).map(reply -> checked(reply.at(0)));
    }

    /** Runs operations in order; each answer is to be {@link #checked}. */
    Uni<Reply> all(List<RawPart> parts, Effect effect, Deadline deadline) {
        var keys = new Args();
        var arguments = new Args();
        for (RawPart part : parts) {
            part.addTo(keys, arguments);
        }
        return connections.send(Command.run(script, effect, keys, arguments), deadline);
    }

    /** The answer to one operation, or what was wrong with it. */
    static Reply checked(Reply reply) throws Rejected {
        String letter = reply.at(0).text();
        if (letter.equals(OTHER_TYPE)) {
            throw new Rejected("key", "holds a Redis " + reply.at(1).text() + ", not a string", "");
        }
        if (letter.equals(WRONG)) {
            throw reply.at(1).text().equals("key")
                    ? new Rejected("key", "must hold a whole number of 64 bits in decimal digits", "")
                    : new Rejected("delta", "makes a sum that does not fit into 64 bits", "");
        }
        return reply;
    }
}
