// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.register;

import io.prism.registry.content.Metadata;
import io.prism.registry.content.RuleSet;
import io.prism.registry.content.SchemaContent;
import io.prism.registry.effective.MetadataMerge;
import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.setting.Config;
import io.prism.registry.store.SchemaVersion;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Completes what a caller sends from the version before it and from the configuration. */
final class InheritedContent {

    /** Name of the metadata property with the number of the version. */
    static final String VERSION = "confluent:version";

    private InheritedContent() {}

    /**
     * {@code sent} with the text of {@code previous} when it has none, with the metadata and rules of {@code previous}
     * when it has none, and with those of {@code config} below and above them.
     *
     * @param number of the version it would be; 0 when it is only looked for
     */
    static Candidate complete(Candidate sent, Optional<SchemaVersion> previous, Config config, int number) {
        Candidate whole = sent;
        if (sent.isBlank()) {
            SchemaContent text = previous.map(SchemaVersion::content)
                    .orElseThrow(() -> ConfluentFailures.invalidSchema("Empty schema"));
            whole = new Candidate(
                    text.format(),
                    text.text(),
                    text.references(),
                    sent.metadata(),
                    sent.rules(),
                    sent.version(),
                    sent.id());
        }
        Metadata metadata = sent.metadata();
        RuleSet rules = sent.rules();
        if (previous.isPresent()) {
            SchemaContent before = previous.get().content();
            metadata = metadata == null ? before.metadata() : metadata;
            rules = rules == null ? before.rules() : rules;
        }
        metadata = MetadataMerge.of(MetadataMerge.of(config.defaultMetadata(), metadata), config.overrideMetadata());
        rules = MetadataMerge.of(MetadataMerge.of(config.defaultRules(), rules), config.overrideRules());
        if (number > 0 && (sent.version() != Candidate.NEXT || isNumbered(metadata))) {
            metadata = MetadataMerge.of(
                    metadata, new Metadata(Map.of(), Map.of(VERSION, Integer.toString(number)), Set.of()));
        }
        return whole.with(metadata, rules);
    }

    /** Whether {@code config} adds something to every schema. */
    static boolean adds(Config config) {
        return config.defaultMetadata() != null
                || config.overrideMetadata() != null
                || config.defaultRules() != null
                || config.overrideRules() != null;
    }

    private static boolean isNumbered(@Nullable Metadata metadata) {
        return metadata != null && metadata.properties().containsKey(VERSION);
    }
}
