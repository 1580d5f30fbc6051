// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.connect;

import io.prism.backends.redis.command.CommandEffect;
import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.core.failure.GatewayException.DeadlinePassed;
import io.vertx.redis.client.impl.types.ErrorType;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in words of the gateway what went wrong in Redis. Never shows an address, password, key or value. */
public final class RedisFailures {

    /** What the server begins an answer with when it does not know a script. */
    static final String NO_SCRIPT = "NOSCRIPT";

    /** What it begins an answer with when it is a replica that takes no writes. */
    static final String READ_ONLY = "READONLY";

    private static final int TEXT_MAX = 200;
    private static final String UNKNOWN = "ERR";

    /** Redis before 7 puts the code of what failed inside a script behind the place in the script. */
    private static final Pattern INSIDE_A_SCRIPT = Pattern.compile("@user_script: ?\\d+: -?([A-Z]+) ");

    private static final Pattern CODE = Pattern.compile("-?([A-Z]+)( |$)");

    private final String backend;

    /** Of the backend with this name in {@code prism.yaml}. */
    public RedisFailures(String backend) {
        this.backend = backend;
    }

    /**
     * What the server's answer means.
     *
     * @param error an answer that is an error
     */
    BackendDown answered(ErrorType error, CommandEffect effect) {
        String text = text(error);
        return sentence(text)
                .map(sentence -> down(sentence, false, error))
                .orElseGet(() -> down("answered: " + shown(text), effect == CommandEffect.WRITE, null));
    }

    /** A connection could not be made. */
    BackendDown unreachable(Throwable failure) {
        return switch (failure) {
            case ErrorType error
            when Objects.equals(error.getMessage(), PipelinedConnection.ENDED) ->
                down("ends connections at once: see its log; it may have too many clients", false, failure);
            case ErrorType error -> answered(error, CommandEffect.READ);
            case UnknownHostException _ -> down("cannot be found: the host in its url has no address", false, failure);
            case SSLException _ ->
                down(
                        "fails the TLS handshake: check that its port speaks TLS, tls.ca, tls.cert and tls.verify-host",
                        false,
                        failure);
            case ConnectException _ ->
                down("cannot be reached: nothing listens at its url; is the server running?", false, failure);
            default -> down("cannot be connected to (" + failure.getClass().getSimpleName() + ")", false, failure);
        };
    }

    /** A connection was not ready in time. */
    BackendDown notConnectedWithin(Duration time) {
        return down("did not take a connection within " + shown(time), false, null);
    }

    /** A command got no connection in time. */
    BackendDown noConnectionWithin(Duration time) {
        return down("had no connection for the call within " + shown(time), false, null);
    }

    /** A connection ended with a command under way. */
    BackendDown lost(CommandEffect effect, @Nullable Throwable cause) {
        return down("ended the connection before it answered", effect == CommandEffect.WRITE, cause);
    }

    /** A connection was given up with a command under way. */
    BackendDown silent(CommandEffect effect, Duration time) {
        return down("did not answer within " + shown(time), effect == CommandEffect.WRITE, null);
    }

    /** The server answered with something that Prism cannot have written. */
    public BackendDown foreign(@Nullable Exception cause) {
        return down("holds something under a key of Prism's that Prism did not write", false, cause);
    }

    /** Whether the server works, but does not let its user do this, or does not know how to. */
    public static boolean isRefusal(Throwable failure) {
        return failure.getCause() instanceof ErrorType error
                && (error.is("NOPERM") || text(error).contains("unknown command"));
    }

    /** The backend is closed. */
    public BackendDown closed() {
        return down("is closed", false, null);
    }

    /** The deadline passed. */
    public DeadlinePassed late() {
        return new DeadlinePassed("backend '" + backend + "'");
    }

    /** The backend's name. */
    public String backend() {
        return backend;
    }

    private BackendDown down(String sentence, boolean mayHaveHappened, @Nullable Throwable cause) {
        return new BackendDown(backend, sentence, mayHaveHappened, cause);
    }

    /** For answers that say that nothing was done. */
    private static Optional<String> sentence(String text) {
        return Optional.ofNullable(
                switch (code(text)) {
                    case "NOAUTH" -> "asks for a password: set the options username and password";
                    case "WRONGPASS" -> "refuses its user name or password: check the options username and password";
                    case "NOPERM" -> "does not permit its user what Prism needs: see ACL in the guide on Redis";
                    case "OOM" -> "has no memory left for writes: delete entries, or raise its maxmemory";
                    case "LOADING" -> "is still loading its data: it will answer when that is done";
                    case "BUSY" -> "is busy with a script of somebody else: wait, or end that with SCRIPT KILL";
                    case READ_ONLY -> "is a replica that takes no writes: let the option url name the primary";
                    case "MASTERDOWN" -> "is a replica without its primary: let the option url name the primary";
                    case "MISCONF" -> "takes no writes since it cannot save to its disk: make room, and see its log";
                    case "NOREPLICAS" -> "takes no writes: it has fewer replicas than its min-replicas-to-write";
                    case "MOVED", "ASK", "CROSSSLOT", "CLUSTERDOWN", "TRYAGAIN" ->
                        "is a Redis Cluster, which Prism cannot use";
                    case "WRONGTYPE" -> "holds something under a key of Prism's that Prism did not write";
                    case "DENIED" -> "is in protected mode: set a password there, or bind it to this machine's address";
                    case UNKNOWN -> sentenceOfUnknown(text);
                    default -> null;
                });
    }

    private static String text(ErrorType error) {
        return String.valueOf(error.getMessage());
    }

    private static @Nullable String sentenceOfUnknown(String message) {
        String text = message.toLowerCase(Locale.ROOT);
        if (text.contains("max number of clients")) {
            return "takes no more connections: raise its maxclients";
        }
        if (text.contains("db index is out of range") || text.contains("invalid db index")) {
            return "has no database with the number in the option database";
        }
        if (text.contains("unknown command") || text.contains("unknown redis command")) {
            return "lacks a command that Prism needs: it must be Redis 6 or newer, with Lua scripts";
        }
        return text.contains("without any password configured")
                ? "has no password: leave out the options username and password, or set one there"
                : null;
    }

    private static String code(String text) {
        Matcher inside = INSIDE_A_SCRIPT.matcher(text);
        if (inside.find()) {
            return inside.group(1);
        }
        Matcher code = CODE.matcher(text);
        return code.lookingAt() ? code.group(1) : UNKNOWN;
    }

    /** Without the arguments of the command, which the server repeats for one that it does not know. */
    private static String shown(String text) {
        int arguments = text.indexOf(", with args");
        String cut = arguments < 0 ? text : text.substring(0, arguments);
        return cut.length() > TEXT_MAX ? cut.substring(0, TEXT_MAX) + "..." : cut;
    }

    private static String shown(Duration time) {
        long ms = time.toMillis();
        return ms % 1000 == 0 ? ms / 1000 + "s" : ms + "ms";
    }
}
