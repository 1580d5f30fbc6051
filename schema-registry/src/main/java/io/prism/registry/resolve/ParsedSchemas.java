// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.resolve;

import io.prism.registry.content.Reference;
import io.prism.registry.content.SchemaContent;
import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.fault.RegistryException;
import io.prism.registry.limit.RegistryLimits;
import io.prism.registry.memory.CallMemory;
import io.prism.schema.ParsedSchema;
import io.prism.schema.SchemaFormat;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.source.SchemaSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Reads schemas, and keeps what is read again and again as long as there is room. Reading is work for the processor, and
 * blocks as long as the store does when there are references. Safe for use by many threads.
 */
@ApplicationScoped
public class ParsedSchemas {

    private final References references;
    private final SchemaLimits limits;
    private final ParsedCache cache;
    private final RecentTexts recent = new RecentTexts();
    private final CallMemory memory;

    ParsedSchemas(References references, RegistryLimits limits, CallMemory memory) {
        this.references = references;
        this.limits = limits.schema();
        this.memory = memory;
        this.cache = new ParsedCache(limits.cacheSize().asLongValue());
    }

    /**
     * Reads a new schema.
     *
     * @throws RegistryException when it is not right, too large, refers to what is not there, or there is no memory
     */
    public ParsedSchema incoming(SchemaFormat format, String text, String context, List<Reference> refersTo) {
        return read(format, new SchemaSource(text, references.texts(context, refersTo), false));
    }

    /**
     * Reads a schema that was registered once, as leniently as that needs.
     *
     * @throws RegistryException when it is not right, too large, refers to what is not there, or there is no memory
     */
    public ParsedSchema registered(SchemaContent content, String context) {
        return stored(content.format(), content.text(), context, content.references());
    }

    /**
     * Reads a schema that some registry took once.
     *
     * @throws RegistryException when it is not right, too large, refers to what is not there, or there is no memory
     */
    public ParsedSchema stored(SchemaFormat format, String text, String context, List<Reference> refersTo) {
        return read(format, new SchemaSource(text, references.texts(context, refersTo), true));
    }

    /** What schemas may be. */
    public SchemaLimits limits() {
        return limits;
    }

    private ParsedSchema read(SchemaFormat format, SchemaSource source) {
        var known = cache.get(format, source);
        if (known.isPresent()) {
            return known.get();
        }
        memory.reads(source.text().length() + source.referenceChars());
        try {
            ParsedSchema schema = format.parse(source, limits);
            if (recent.again(format, source)) {
                cache.put(schema);
            }
            return schema;
        } catch (SchemaException refused) {
            throw ConfluentFailures.invalidSchema(refused);
        }
    }
}
