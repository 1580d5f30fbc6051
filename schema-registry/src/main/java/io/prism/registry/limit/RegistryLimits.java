// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.limit;

import io.prism.schema.limit.SchemaLimits;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How much a caller may ask for. Beyond a limit a call is refused with a message that names it. */
@ConfigMapping(prefix = "prism.registry.limits")
public interface RegistryLimits {

    /** Largest body of a request. */
    @WithDefault("4M")
    MemorySize requestSize();

    /** Most calls that are answered at one time; more are told to come again. */
    @WithDefault("256")
    int concurrentRequests();

    /**
     * How much memory calls may take together for what they send, for reading it and for their answers; by default half
     * of the heap. Calls that find too little wait.
     */
    Optional<MemorySize> callMemory();

    /** How long a call waits for memory before it is told to come again. */
    @WithDefault("10s")
    Duration memoryWait();

    /** Longest text of a schema, in characters. */
    @WithDefault("1M")
    MemorySize schemaSize();

    /** Deepest nesting of a schema. 300 is safe on the stacks that calls run on. */
    @WithDefault("300")
    int schemaDepth();

    /** Most values or declarations of one schema. */
    @WithDefault("200000")
    int schemaParts();

    /** Most schemas that one refers to, directly and through others. */
    @WithDefault("1000")
    int references();

    /** Most steps from a schema to the farthest one it refers to. */
    @WithDefault("32")
    int referenceDepth();

    /** Most characters of all schemas that one refers to. */
    @WithDefault("8M")
    MemorySize referenceSize();

    /** Most steps of one comparison. */
    @WithDefault("500000")
    int comparisonSteps();

    /** Most characters of all versions of one subject, softly deleted ones too. */
    @WithDefault("16M")
    MemorySize subjectSize();

    /** Longest qualified name of a subject or a reference, in bytes of UTF-8. */
    @WithDefault("1024")
    int nameBytes();

    /** Most subjects, contexts or versions in one answer. */
    @WithDefault("20000")
    int pageSize();

    /** Most schemas with their texts in one answer. */
    @WithDefault("1000")
    int schemaPageSize();

    /** About how much memory schemas may take that are kept read; the cache of a store is beside it. */
    @WithDefault("16M")
    MemorySize cacheSize();

    /** How often a change is tried when others change the same subject at the same time. */
    @WithDefault("50")
    int attempts();

    /** These limits as the formats know them. */
    default SchemaLimits schema() {
        return new SchemaLimits(
                Math.toIntExact(schemaSize().asLongValue()),
                schemaDepth(),
                schemaParts(),
                references(),
                Math.toIntExact(referenceSize().asLongValue()),
                comparisonSteps(),
                SchemaLimits.STANDARD.differencesMax());
    }
}
