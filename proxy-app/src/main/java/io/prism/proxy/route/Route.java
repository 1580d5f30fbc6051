// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.route;

import io.netty.util.AsciiString;
import io.prism.contracts.launcher.LaunchRequest;
import io.prism.core.MetadataKeys;
import io.prism.core.config.BindingConfig;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.process.ProcessKey;
import io.prism.pattern.serve.RpcServer;
import io.prism.proxy.limit.Gate;
import org.jspecify.annotations.Nullable;

/** What a binding's calls are handed to. */
public sealed interface Route {

    /** Lets calls of the binding in. */
    Gate gate();

    /**
     * The binding runs in this program.
     *
     * @param server answers its calls
     * @param gate lets them in
     */
    record Embedded(RpcServer server, Gate gate) implements Route {}

    /**
     * The binding runs in a process.
     *
     * @param binding the binding
     * @param key key of the process; empty where each session has its own
     * @param namespaceHeader name of the namespace, as it is sent
     * @param bindingHeader name of the binding, as it is sent
     * @param gate lets its calls in
     */
    record Process(BindingConfig binding, String key, AsciiString namespaceHeader, AsciiString bindingHeader, Gate gate)
            implements Route {

        /** The process for a binding. */
        static Process of(BindingConfig binding, Gate gate) {
            return new Process(
                    binding,
                    ProcessKey.of(binding).map(ProcessKey::id).orElse(""),
                    AsciiString.of(binding.namespace()),
                    AsciiString.of(binding.name()),
                    gate);
        }

        /**
         * The key of the process that serves a call.
         *
         * @param session the call's session; null when it names none
         * @throws GatewayException.Rejected when the binding needs a session and the call has none, or a malformed one
         */
        public String keyFor(@Nullable String session) {
            if (!key.isEmpty()) {
                return key;
            }
            if (session == null) {
                throw new Rejected(
                        MetadataKeys.SESSION,
                        "is required: each session of binding '%s' has a process of its own"
                                .formatted(binding.keyspace()),
                        "");
            }
            return ProcessKey.ofSession(binding.namespace(), session, binding.pattern())
                    .id();
        }

        /** What to ask the launcher for. */
        public LaunchRequest request(@Nullable String session) {
            LaunchRequest.Builder request = LaunchRequest.newBuilder()
                    .setPatternName(binding.pattern())
                    .setNamespace(binding.namespace())
                    // After a reload the launcher may be a moment behind: it must not make the namespace up.
                    .setConfiguredOnly(true);
            return key.isEmpty() && session != null
                    ? request.setSessionId(session).build()
                    : request.build();
        }
    }
}
