// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.govern.rule;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is asked of schemas beyond compatibility. */
@ConfigMapping(prefix = "prism.registry.governance")
public interface GovernanceSettings {

    /** What happens with a breaking change. */
    enum Breaking {
        /** It is refused, as in Confluent's registry. */
        REFUSE,
        /** It is refused unless somebody has approved it. */
        APPROVAL
    }

    /** How seriously the rules about tags are taken. */
    @WithDefault("warn")
    Level level();

    /** The level for subjects of some names; {@code *} stands for any characters, the longest pattern that fits counts. */
    Map<String, Level> subjects();

    /** Names of Protobuf fields that may be required under {@code enforce}; {@code *} stands for any characters. */
    @WithDefault("id,*_id,timestamp")
    List<String> requiredFields();

    /** What happens with a breaking change. */
    @WithDefault("refuse")
    Breaking breakingChanges();

    /** Whether somebody else than who asked must approve. Only where access is controlled is anybody known. */
    @WithDefault("true")
    boolean fourEyes();

    /** The folder in which approvals and the trail survive the process; in memory only when it is not given. */
    Optional<Path> folder();

    /** Most entries of the trail that can be asked for. */
    @WithDefault("10000")
    int trailEntries();

    /** Most approvals that are kept. */
    @WithDefault("1000")
    int approvals();
}
