// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.operate;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.prism.contracts.launcher.LauncherError;
import io.prism.contracts.launcher.MutinyPatternLauncherGrpc;
import io.prism.contracts.launcher.MutinyPatternLauncherGrpc.MutinyPatternLauncherStub;
import io.prism.core.config.HostPort;
import io.prism.core.process.ProgramOptions.Wrong;
import io.prism.launcher.place.Endpoints;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.client.GrpcClientChannel;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Carries out one command of a person: {@code launch}, {@code end} or {@code reset}. Exit codes: 0, 1 and 2. */
public final class Operator {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int FAILED = 1;
    private static final int WRONG = 2;

    private Operator() {}

    /** Whether a command line is a command for a launcher that runs, rather than the start of one. */
    public static boolean isFor(List<String> arguments) {
        return OperatorOrder.names(arguments);
    }

    /**
     * Carries it out; blocks until the launcher has answered, two minutes at most.
     *
     * @return the exit code
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        try {
            OperatorOrder order = OperatorOrder.parse(arguments);
            Endpoints endpoints = Endpoints.read(order.runDir().resolve("launcher.endpoint"))
                    .orElseThrow(() -> new IOException("no launcher runs in " + order.runDir()));
            out.println(ask(order.request(), endpoints.listen()));
            return 0;
        } catch (Wrong e) {
            err.println("prism: " + e.getMessage() + "\n" + OperatorOrder.USAGE);
            return WRONG;
        } catch (IOException e) {
            err.println("prism: " + e.getMessage());
            return FAILED;
        } catch (StatusRuntimeException e) {
            err.println("prism: " + e.getStatus().getDescription());
            error(e).ifPresent(error -> err.printf(
                    "  %s: %s%n", error.getCode().name().replace("LAUNCHER_ERROR_CODE_", ""), error.getSuggestion()));
            return FAILED;
        } catch (TimeoutException e) {
            err.println("prism: the launcher did not answer within " + PATIENCE.toSeconds() + " s");
            return FAILED;
        }
    }

    private static String ask(OperatorOrder.Request request, HostPort launcher) {
        Vertx vertx = Vertx.vertx();
        try {
            GrpcClient client = GrpcClient.client(
                    vertx,
                    new HttpClientOptions()
                            .setProtocolVersion(HttpVersion.HTTP_2)
                            .setHttp2ClearTextUpgrade(false));
            SocketAddress address = SocketAddress.inetSocketAddress(launcher.port(), launcher.host());
            return ask(request, MutinyPatternLauncherGrpc.newMutinyStub(new GrpcClientChannel(client, address)));
        } finally {
            var _ = vertx.close();
        }
    }

    private static String ask(OperatorOrder.Request request, MutinyPatternLauncherStub launcher) {
        return switch (request) {
            case OperatorOrder.Request.Launch(var launch) -> {
                var answer = launcher.launchPattern(launch).await().atMost(PATIENCE);
                yield answer.getProcessId() + " runs at " + answer.getAddress();
            }
            case OperatorOrder.Request.End(var end) -> {
                var _ = launcher.terminatePattern(end).await().atMost(PATIENCE);
                yield end.getProcessId() + " has ended";
            }
            case OperatorOrder.Request.Reset(var reset) ->
                launcher.reset(reset).await().atMost(PATIENCE).getReset()
                        ? reset.getProcessId() + " is started again; './prism status' shows what becomes of it"
                        : reset.getProcessId() + " had not been given up; nothing was done";
        };
    }

    private static Optional<LauncherError> error(StatusRuntimeException failure) {
        com.google.rpc.Status status = StatusProto.fromThrowable(failure);
        if (status == null) {
            return Optional.empty();
        }
        for (Any detail : status.getDetailsList()) {
            if (detail.is(LauncherError.class)) {
                return unpacked(detail);
            }
        }
        return Optional.empty();
    }

    private static Optional<LauncherError> unpacked(Any detail) {
        try {
            return Optional.of(detail.unpack(LauncherError.class));
        } catch (InvalidProtocolBufferException malformed) {
            // The message has been shown; only the advice is lost.
            return Optional.empty();
        }
    }
}
