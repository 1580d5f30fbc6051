// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.govern.trust;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** From where schemas may be taken, and how. */
@ConfigMapping(prefix = "prism.registry.trust")
public interface TrustSettings {

    /** Places such as {@code schemas.example.com/*}, where {@code *} stands for any characters; none when not given. */
    Optional<List<String>> allowedSources();

    /** Longest time from the question to the last byte. */
    @WithDefault("5s")
    Duration timeout();

    /** Largest schema. */
    @WithDefault("1M")
    MemorySize size();

    /** How long a schema is not fetched again. */
    @WithDefault("1h")
    Duration cacheTtl();

    /** Most schemas that are kept. */
    @WithDefault("100")
    int cacheEntries();

    /** Most fetches at one time. */
    @WithDefault("8")
    int concurrentFetches();

    /** Whether places inside private networks count. They are the way into what the outside must not reach. */
    @WithDefault("false")
    boolean allowPrivateAddresses();

    /** Certificates (PEM) to trust beside those that Java trusts. */
    Optional<Path> caFile();
}
