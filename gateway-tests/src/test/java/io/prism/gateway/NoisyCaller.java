// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import io.grpc.StatusRuntimeException;
import io.prism.contracts.keyvalue.GetRequest;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc;
import io.prism.contracts.launcher.PatternInfo;
import io.prism.core.Keyspace;
import io.prism.core.process.ProcessKey;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** A client that never stops calling a noisy tenant. */
final class NoisyCaller implements AutoCloseable {

    private final LauncherStub launcher;
    private final String key;
    private final Duration pause;
    private final AtomicBoolean over = new AtomicBoolean();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    NoisyCaller(RunningPrism prism, LauncherStub launcher, String tenant, Duration pause) {
        this.launcher = launcher;
        this.pause = pause;
        this.key = ProcessKey.ofNamespace(tenant, tenant).id();
        launcher.process(key).ifPresent(_ -> launcher.reset(key));
        var _ = threads.submit(() -> call(prism, tenant));
    }

    /** How often the noisy process has failed so far in this round. */
    int failures() {
        return launcher.process(key).map(PatternInfo::getErrorCount).orElse(0);
    }

    private void call(RunningPrism prism, String tenant) {
        var stub = KeyValueBasicInterfaceGrpc.newBlockingStub(prism.channel())
                .withInterceptors(GatewayKeyValue.headers(new Keyspace(tenant, "kv")));
        while (!over.get()) {
            try {
                var _ = stub.withDeadlineAfter(Duration.ofSeconds(2))
                        .get(GetRequest.newBuilder().setKey("k").build());
            } catch (StatusRuntimeException refused) {
                // What a noisy tenant gets is its own affair; the next call makes the next noise.
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    @Override
    public void close() {
        over.set(true);
        threads.close();
        launcher.end(key);
    }
}
