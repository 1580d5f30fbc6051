// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.prism.contracts.keyvalue.GetRequest;
import io.prism.contracts.keyvalue.GetResponse;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc.KeyValueBasicInterfaceStub;
import io.prism.core.Keyspace;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Calls to tenants in turn, at fixed moments, whatever the answers do. */
final class QuietLoad {

    private static final Duration BETWEEN_CALLS = Duration.ofMillis(2);

    private final List<KeyValueBasicInterfaceStub> stubs;
    private final Queue<Status> failed = new ConcurrentLinkedQueue<>();

    QuietLoad(RunningPrism prism, List<String> tenants) {
        this.stubs = tenants.stream()
                .map(tenant -> KeyValueBasicInterfaceGrpc.newStub(prism.channel())
                        .withInterceptors(GatewayKeyValue.headers(new Keyspace(tenant, "keyvalue"))))
                .toList();
    }

    /** Calls that have failed so far. */
    List<Status> failed() {
        return List.copyOf(failed);
    }

    /** Calls for so long; the latencies, each from when the call was due, in microseconds. */
    int[] call(Duration length) throws InterruptedException {
        int calls = Math.toIntExact(length.dividedBy(BETWEEN_CALLS));
        // Nothing is made that has to be collected: this process is one of the neighbours, too.
        int[] micros = new int[calls];
        var open = new CountDownLatch(calls);
        long begin = System.nanoTime();
        for (int n = 0; n < calls; n++) {
            long due = begin + BETWEEN_CALLS.multipliedBy(n).toNanos();
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            stubs.get(n % stubs.size())
                    .withDeadlineAfter(RunningPrism.PATIENCE)
                    .get(GetRequest.newBuilder().setKey("k").build(), new Answer(n, due, micros, open));
        }
        open.await();
        return micros;
    }

    private final class Answer implements StreamObserver<GetResponse> {
        private final int call;
        private final long due;
        private final int[] micros;
        private final CountDownLatch open;

        Answer(int call, long due, int[] micros, CountDownLatch open) {
            this.call = call;
            this.due = due;
            this.micros = micros;
            this.open = open;
        }

        @Override
        public void onNext(GetResponse answer) {
            micros[call] = Math.toIntExact(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due));
        }

        @Override
        public void onError(Throwable why) {
            failed.add(Status.fromThrowable(why));
            open.countDown();
        }

        @Override
        public void onCompleted() {
            open.countDown();
        }
    }
}
