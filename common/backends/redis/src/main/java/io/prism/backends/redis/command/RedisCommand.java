// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.command;

import io.vertx.redis.client.Request;
import org.jspecify.annotations.Nullable;

/**
 * Something to ask the server. Holds no state of a call: it may be sent any number of times.
 *
 * @param verb what is to be done; with a script, a form of EVAL
 * @param args its arguments; with a script, those behind the script
 * @param effect what it does to the data
 * @param script the script to run, or null
 */
public record RedisCommand(
        io.vertx.redis.client.Command verb,
        CommandArguments args,
        CommandEffect effect,
        @Nullable Script script) {

    /** A command that changes nothing. */
    public static RedisCommand read(io.vertx.redis.client.Command verb, CommandArguments args) {
        return new RedisCommand(verb, args, CommandEffect.READ, null);
    }

    /**
     * Runs a script.
     *
     * @param keys its KEYS
     * @param arguments its ARGV
     */
    public static RedisCommand run(
            Script script, CommandEffect effect, CommandArguments keys, CommandArguments arguments) {
        CommandArguments args =
                new CommandArguments().number(keys.count()).all(keys).all(arguments);
        return new RedisCommand(io.vertx.redis.client.Command.EVALSHA, args, effect, script);
    }

    /** About how many bytes it sends. */
    public long size() {
        return args.size();
    }

    /** What is sent, with a script that the server is believed to know. */
    public Request request() {
        return script == null
                ? Request.cmd(verb, args.toArray())
                : Request.cmd(
                        verb,
                        new CommandArguments().text(script.sha1()).all(args).toArray());
    }

    /** What is sent to a server that does not know the script. */
    public Request whole() {
        return script == null
                ? request()
                : Request.cmd(
                        io.vertx.redis.client.Command.EVAL,
                        new CommandArguments().text(script.text()).all(args).toArray());
    }

    @Override
    public String toString() {
        return effect + " " + verb;
    }
}
