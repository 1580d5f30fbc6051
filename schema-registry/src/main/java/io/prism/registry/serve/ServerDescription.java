// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the server says of itself. */
@ConfigMapping(prefix = "prism.registry.server")
public interface ServerDescription {

    /** Name of the group of servers that share one store. */
    @WithDefault("schema-registry")
    String cluster();

    /** The version of Prism. */
    @WithDefault("${quarkus.application.version:unknown}")
    String version();

    /** The commit it was built from. */
    @WithDefault("unknown")
    String commit();
}
