// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.read;

import io.prism.core.config.Isolation;
import io.prism.core.config.shape.ConfigField;
import io.prism.core.config.shape.ConfigSection;
import io.prism.core.config.shape.ValueShape.Bytes;
import io.prism.core.config.shape.ValueShape.Choice;
import io.prism.core.config.shape.ValueShape.Config;
import io.prism.core.config.shape.ValueShape.Count;
import io.prism.core.config.shape.ValueShape.Name;
import io.prism.core.config.shape.ValueShape.Text;
import java.util.List;

/** Every key of a {@code manifest.yaml}. */
final class ManifestShape {

    private static final List<String> LEVELS = Isolation.TEXTS.subList(1, Isolation.TEXTS.size());

    static final ConfigField NAME =
            ConfigField.required("name", new Name(), "What prism.yaml calls the pattern; the name of its folder too.");
    static final ConfigField VERSION = ConfigField.required("version", new Text(), "The version of the program.");
    static final ConfigField DESCRIPTION = ConfigField.withDefault("description", new Text(), "-", "What it is for.");
    static final ConfigField EXECUTABLE =
            ConfigField.required("executable", new Text(), "The program, relative to the manifest.");
    static final ConfigField ISOLATION = ConfigField.withDefault(
            "isolation", new Choice("an isolation level", LEVELS), "namespace", "Who shares a process.");
    static final ConfigField INTERFACES =
            ConfigField.required("interfaces", new Config(), "The interfaces that it serves, such as keyvalue_basic.");
    static final ConfigField SLOTS = ConfigField.optional(
            "slots",
            new Config(),
            "The backends that it works on, and the interfaces that each must have, such as store: [keyvalue_basic].");
    static final ConfigField PROCESS_MEMORY = ConfigField.withDefault(
            "process-memory",
            new Bytes(0, Long.MAX_VALUE),
            "0",
            "As in the section launcher; 0 for what stands there.");
    static final ConfigField PROCESS_CPUS = ConfigField.withDefault(
            "process-cpus", new Count(0, 1024), "0", "As in the section launcher; 0 for what stands there.");
    static final ConfigField PROCESS_FILES = ConfigField.withDefault(
            "process-files", new Count(0, 1_000_000), "0", "As in the section launcher; 0 for what stands there.");
    static final ConfigField ENVIRONMENT =
            ConfigField.optional("environment", new Config(), "Variables for its environment; no secrets.");

    /** The whole file. */
    static final ConfigSection FILE = new ConfigSection(
            "A pattern that is a program of its own.",
            List.of(
                    NAME,
                    VERSION,
                    DESCRIPTION,
                    EXECUTABLE,
                    ISOLATION,
                    INTERFACES,
                    SLOTS,
                    PROCESS_MEMORY,
                    PROCESS_CPUS,
                    PROCESS_FILES,
                    ENVIRONMENT));

    private ManifestShape() {}
}
