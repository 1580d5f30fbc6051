// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.prism.contracts.keyvalue.GetRequest;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc.KeyValueBasicInterfaceBlockingStub;
import io.prism.contracts.keyvalue.SetRequest;
import io.prism.core.Keyspace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Clients that write new keys without a pause, and remember which writes were acknowledged. */
final class WriteLoad implements AutoCloseable {

    private static final int WRITERS = 16;
    private static final Duration CALL = Duration.ofSeconds(5);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(2);

    private final KeyValueBasicInterfaceBlockingStub stub;
    private final String prefix;
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final Map<Status.Code, LongAdder> failures = new ConcurrentHashMap<>();
    private final LongAdder answers = new LongAdder();
    private final List<Thread> writers;
    private volatile boolean stopped;

    WriteLoad(Channel channel, Keyspace keyspace, String prefix) {
        this.stub =
                KeyValueBasicInterfaceGrpc.newBlockingStub(channel).withInterceptors(GatewayKeyValue.headers(keyspace));
        this.prefix = prefix;
        this.writers = IntStream.range(0, WRITERS)
                .mapToObj(writer -> Thread.ofVirtual().start(() -> write(writer)))
                .toList();
    }

    private void write(int writer) {
        for (int i = 0; !stopped; i++) {
            String key = prefix + writer + "/" + i;
            try {
                stub.withDeadlineAfter(CALL).set(request(key));
                acknowledged.add(key);
                answers.increment();
            } catch (StatusRuntimeException failed) {
                failures.computeIfAbsent(failed.getStatus().getCode(), _ -> new LongAdder())
                        .increment();
                LockSupport.parkNanos(AFTER_FAILURE.toNanos());
            }
        }
    }

    private static SetRequest request(String key) {
        return SetRequest.newBuilder()
                .setKey(key)
                .setValue(ByteString.copyFromUtf8(key))
                .build();
    }

    /** Waits until this many more writes are acknowledged than now; answers how long that took. */
    Duration awaitMore(int writes) {
        long start = System.nanoTime();
        long goal = answers.sum() + writes;
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> answers.sum() >= goal);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Does harm, and waits until a write has failed since. */
    void awaitFailure(Runnable harm) {
        long before = failed();
        harm.run();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> failed() > before);
    }

    private long failed() {
        return failures.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** How many writes failed with which code. */
    Map<Status.Code, Long> failures() {
        var sums = new TreeMap<Status.Code, Long>();
        failures.forEach((code, count) -> sums.put(code, count.sum()));
        return sums;
    }

    /** Ends the load; answers the keys whose writes were acknowledged and are not there, of how many. */
    Lost stop() throws InterruptedException {
        stopped = true;
        for (Thread writer : writers) {
            writer.join();
        }
        List<String> lost = acknowledged.parallelStream()
                .filter(key -> !stub.withDeadlineAfter(RunningPrism.PATIENCE)
                        .get(GetRequest.newBuilder().setKey(key).build())
                        .getValue()
                        .toStringUtf8()
                        .equals(key))
                .toList();
        return new Lost(lost, acknowledged.size());
    }

    /**
     * What became of acknowledged writes.
     *
     * @param keys those that are not there
     * @param checked how many were looked for
     */
    record Lost(List<String> keys, int checked) {}

    @Override
    public void close() {
        stopped = true;
    }
}
