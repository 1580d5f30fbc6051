// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.fidelity;

import static io.prism.proxy.fidelity.Recorder.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The four kinds of calls, and how their directions end. */
class CallKindsTest {

    private Stage stage;

    @BeforeEach
    void open() throws IOException {
        stage = new Stage();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void carriesAUnaryCall() {
        // Given
        stage.serve("Unary", MethodType.UNARY, ServerCalls.asyncUnaryCall((request, answer) -> {
            answer.onNext(bytes("<" + new String(request, java.nio.charset.StandardCharsets.UTF_8) + ">"));
            answer.onCompleted();
        }));

        // When
        byte[] answer = ClientCalls.blockingUnaryCall(
                stage.channel(), stage.method("Unary"), CallOptions.DEFAULT, bytes("hello"));

        // Then
        assertThat(answer).isEqualTo(bytes("<hello>"));
    }

    @Test
    void carriesAnEmptyMessage() {
        // Given
        stage.serve("Unary", MethodType.UNARY, ServerCalls.asyncUnaryCall((request, answer) -> {
            answer.onNext(request);
            answer.onCompleted();
        }));

        // When
        byte[] answer =
                ClientCalls.blockingUnaryCall(stage.channel(), stage.method("Unary"), CallOptions.DEFAULT, new byte[0]);

        // Then
        assertThat(answer).isEmpty();
    }

    @Test
    void carriesAClientStream() throws InterruptedException {
        // Given
        var heard = new Recorder();
        var answers = new LinkedBlockingQueue<StreamObserver<byte[]>>();
        stage.serve("Collect", MethodType.CLIENT_STREAMING, ServerCalls.asyncClientStreamingCall(answer -> {
            answers.add(answer);
            return heard;
        }));
        var answer = new Recorder();

        // When
        var requests = ClientCalls.asyncClientStreamingCall(call("Collect"), answer);
        requests.onNext(bytes("one"));

        // Then
        heard.hears("one");
        requests.onNext(bytes("two"));
        heard.hears("two");
        requests.onCompleted();
        heard.hearsTheEnd();
        var answering = answers.poll(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS);
        answering.onNext(bytes("both"));
        answering.onCompleted();
        answer.hears("both");
        answer.hearsTheEnd();
    }

    @Test
    void carriesAServerStreamMessageByMessage() throws InterruptedException {
        // Given
        var answers = new LinkedBlockingQueue<StreamObserver<byte[]>>();
        stage.serve(
                "Spread",
                MethodType.SERVER_STREAMING,
                ServerCalls.asyncServerStreamingCall((_, answer) -> answers.add(answer)));
        var heard = new Recorder();

        // When
        ClientCalls.asyncServerStreamingCall(call("Spread"), bytes("go"), heard);
        var answering = answers.poll(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS);

        // Then
        for (int i = 0; i < 5; i++) {
            answering.onNext(bytes("message " + i));
            heard.hears("message " + i);
        }
        answering.onCompleted();
        heard.hearsTheEnd();
    }

    @Test
    void carriesBothDirectionsAtOnceAndEndsThemApart() throws InterruptedException {
        // Given
        var server = new Recorder();
        var answers = new LinkedBlockingQueue<StreamObserver<byte[]>>();
        stage.serve("Chat", MethodType.BIDI_STREAMING, ServerCalls.asyncBidiStreamingCall(answer -> {
            answers.add(answer);
            return server;
        }));
        var client = new Recorder();

        // When
        var requests = ClientCalls.asyncBidiStreamingCall(call("Chat"), client);
        requests.onNext(bytes("ping"));
        server.hears("ping");
        var answering = answers.poll(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS);
        answering.onNext(bytes("pong"));
        client.hears("pong");
        requests.onCompleted();

        // Then
        server.hearsTheEnd();
        answering.onNext(bytes("still here"));
        client.hears("still here");
        answering.onCompleted();
        client.hearsTheEnd();
    }

    @Test
    void sendsHeadersBeforeTheFirstMessage()
            throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        var calls = new LinkedBlockingQueue<ServerCall<byte[], byte[]>>();
        stage.serve("Chat", MethodType.BIDI_STREAMING, (call, _) -> {
            call.sendHeaders(new Metadata());
            calls.add(call);
            return new ServerCall.Listener<>() {};
        });
        var headers = new CompletableFuture<Metadata>();

        // When
        ClientCall<byte[], byte[]> call = call("Chat");
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onHeaders(Metadata received) {
                        headers.complete(received);
                    }
                },
                new Metadata());
        call.request(1);

        // Then
        assertThat(headers.get(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
        calls.take().close(Status.OK, new Metadata());
    }

    @Test
    void passesAnAnswerOnThatComesBeforeTheRequestHasEnded() throws InterruptedException {
        // Given
        stage.serve("Chat", MethodType.BIDI_STREAMING, (call, _) -> {
            call.sendHeaders(new Metadata());
            call.sendMessage(bytes("enough"));
            call.close(Status.RESOURCE_EXHAUSTED.withDescription("stop it"), new Metadata());
            return new ServerCall.Listener<>() {};
        });
        var client = new Recorder();

        // When
        var requests = ClientCalls.asyncBidiStreamingCall(call("Chat"), client);
        requests.onNext(bytes("and"));

        // Then
        client.hears("enough");
        assertThat(client.hearsAFailure().getDescription()).isEqualTo("stop it");
    }

    @Test
    void tellsThatTheProcessHasNoSuchMethod() throws InterruptedException {
        // Given
        var answer = new Recorder();
        var missing = Bytes.method(Stage.SERVICE, "Missing", MethodType.UNARY);

        // When
        ClientCalls.asyncUnaryCall(stage.channel().newCall(missing, CallOptions.DEFAULT), bytes(""), answer);

        // Then
        assertThat(answer.hearsAFailure().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
    }

    private ClientCall<byte[], byte[]> call(String method) {
        return stage.channel().newCall(stage.method(method), CallOptions.DEFAULT);
    }
}
