// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.prism.contracts.keyvalue.DeleteRequest;
import io.prism.contracts.keyvalue.ExistsRequest;
import io.prism.contracts.keyvalue.GetRequest;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc.KeyValueBasicInterfaceBlockingStub;
import io.prism.contracts.keyvalue.SetRequest;
import io.prism.contracts.launcher.PatternInfo;
import io.prism.core.MetadataKeys;
import io.prism.testkit.python.PythonPatterns;
import java.io.IOException;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The example in Python, a program that knows nothing of Java, under the launcher and behind the proxy. */
@EnabledIf(value = "io.prism.testkit.python.PythonPatterns#canServe", disabledReason = PythonPatterns.NEEDS)
class PythonPatternTest {

    private static final String CONFIG = """
            backends:
              memory: { type: memory }
            namespaces:
              - { name: default, isolation: embedded, pattern: keyvalue, backend: memory }
              - name: snake
                bindings:
                  - { name: words, pattern: dict }
            """;
    private static final String KEY = "ns:snake:dict";

    @TempDir
    Path folder;

    @Test
    void servesKeyValueThroughTheProxyAndIsSupervisedLikeAnyOther() throws IOException, InterruptedException {
        // Given
        PythonPatterns.install(PythonPatterns.EXAMPLE, folder);
        try (var prism = RunningPrism.startIn(folder, CONFIG);
                var launcher = new LauncherStub(prism)) {
            var words = words(prism);

            // When
            words.set(SetRequest.newBuilder()
                    .setKey("ant")
                    .setValue(ByteString.copyFromUtf8("six legs"))
                    .build());

            // Then
            assertThat(words.get(GetRequest.newBuilder().setKey("ant").build())
                            .getValue()
                            .toStringUtf8())
                    .isEqualTo("six legs");
            assertThat(words.exists(ExistsRequest.newBuilder().setKey("bee").build())
                            .getExists())
                    .isFalse();
            assertThat(words.delete(DeleteRequest.newBuilder().setKey("ant").build())
                            .getKeyExisted())
                    .isTrue();
            var refused = catchThrowableOfType(
                    StatusRuntimeException.class,
                    () -> words.set(
                            SetRequest.newBuilder().setKey("x").setTtlSeconds(5).build()));
            assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertThat(prism.log()).contains(KEY + " | I am " + KEY);

            // When
            int pid = launcher.process(KEY).orElseThrow().getPid();
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            PatternInfo again = launcher.awaitAnother(KEY, pid);

            // Then
            assertThat(again.getRestartCount()).isEqualTo(1);
            Awaitility.await()
                    .atMost(RunningPrism.PATIENCE)
                    .until(() -> words.set(SetRequest.newBuilder().setKey("bee").build())
                            .getSuccess());
        }
    }

    private static KeyValueBasicInterfaceBlockingStub words(RunningPrism prism) {
        var headers = new Metadata();
        headers.put(GatewayKeyValue.key(MetadataKeys.NAMESPACE), "snake");
        return KeyValueBasicInterfaceGrpc.newBlockingStub(prism.channel())
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withDeadlineAfter(RunningPrism.PATIENCE);
    }
}
