// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.keyvalue.raw;

import io.prism.backends.redis.command.CommandArguments;
import io.prism.backends.redis.command.CommandEffect;
import io.prism.backends.redis.command.RedisCommand;
import io.prism.backends.redis.command.RedisReply;
import io.prism.backends.redis.command.Script;
import io.prism.backends.redis.connect.RedisConnections;
import io.prism.core.Deadline;
import io.prism.core.failure.GatewayException.Rejected;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Runs operations on plain strings by the script {@code raw.lua}; it looks at the type of a key before it acts. */
final class RawCalls {

    private static final String OTHER_TYPE = "T";
    private static final String WRONG = "X";

    private final RedisConnections connections;
    private final Script script = Script.of("string.lua", "raw.lua");

    RawCalls(RedisConnections connections) {
        this.connections = connections;
    }

    /** Runs one operation; its failure is that of the call. */
    Uni<RedisReply> one(RawPart part, CommandEffect effect, Deadline deadline) {
        return all(List.of(part), effect, deadline).map(reply -> checked(reply.at(0)));
    }

    /** Runs operations in order; each answer is to be {@link #checked}. */
    Uni<RedisReply> all(List<RawPart> parts, CommandEffect effect, Deadline deadline) {
        var keys = new CommandArguments();
        var arguments = new CommandArguments();
        for (RawPart part : parts) {
            part.addTo(keys, arguments);
        }
        return connections.send(RedisCommand.run(script, effect, keys, arguments), deadline);
    }

    /** The answer to one operation, or what was wrong with it. */
    static RedisReply checked(RedisReply reply) throws Rejected {
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
