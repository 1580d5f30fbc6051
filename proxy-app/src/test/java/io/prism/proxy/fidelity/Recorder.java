// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What one side of a call hears, in order. */
final class Recorder implements StreamObserver<byte[]> {

    static final long PATIENCE_SECONDS = 10;
    private static final String ENDED = "<ended>";

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private volatile Status status = Status.OK;

    @Override
    public void onNext(byte[] message) {
        heard.add(new String(message, StandardCharsets.UTF_8));
    }

    @Override
    public void onError(Throwable failure) {
        status = Status.fromThrowable(failure);
        heard.add(status.getCode().toString());
    }

    @Override
    public void onCompleted() {
        heard.add(ENDED);
    }

    /** Whether something was heard that nobody has asked for yet. */
    boolean hasHeard() {
        return !heard.isEmpty();
    }

    /** The next thing heard is a message with this text. */
    void hears(String message) throws InterruptedException {
        assertThat(heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(message);
    }

    /** The next thing heard is the end. */
    void hearsTheEnd() throws InterruptedException {
        hears(ENDED);
    }

    /** The next thing heard is a failure; its status. */
    Status hearsAFailure() throws InterruptedException {
        assertThat(heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull().isNotEqualTo(ENDED);
        return status;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
