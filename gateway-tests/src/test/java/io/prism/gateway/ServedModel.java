// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import io.grpc.Channel;
import io.prism.core.Keyspace;
import java.util.Optional;

/** One data model as the gateway serves it. */
interface ServedModel {

    /** The gateway in one keyspace, seen as a thin interface; empty when that is not of this model or not served. */
    <T> Optional<T> as(Class<T> iface, Channel channel, Keyspace keyspace);
}
