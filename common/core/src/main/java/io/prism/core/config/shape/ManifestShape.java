// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.shape;

import io.prism.core.config.Isolation;
import io.prism.core.config.shape.Shape.Choice;
import io.prism.core.config.shape.Shape.Config;
import io.prism.core.config.shape.Shape.Name;
import io.prism.core.config.shape.Shape.Text;
import java.util.List;

/** Every key of a {@code manifest.yaml}. */
public final class ManifestShape {

    private static final List<String> LEVELS = Isolation.TEXTS.subList(1, Isolation.TEXTS.size());

    public static final Field NAME =
            Field.required("name", new Name(), "What prism.yaml calls the pattern; the name of its folder too.");
    public static final Field VERSION = Field.required("version", new Text(), "The version of the program.");
    public static final Field DESCRIPTION = Field.withDefault("description", new Text(), "-", "What it is for.");
    public static final Field EXECUTABLE =
            Field.required("executable", new Text(), "The program, relative to the manifest.");
    public static final Field ISOLATION = Field.withDefault(
            "isolation", new Choice("an isolation level", LEVELS), "namespace", "Who shares a process.");
    public static final Field INTERFACES =
            Field.required("interfaces", new Config(), "The interfaces that it serves, such as keyvalue_basic.");
    public static final Field ENVIRONMENT =
            Field.optional("environment", new Config(), "Variables for its environment; no secrets.");

    /** The whole file. */
    public static final Section FILE = new Section(
            "A pattern that is a program of its own.",
            List.of(NAME, VERSION, DESCRIPTION, EXECUTABLE, ISOLATION, INTERFACES, ENVIRONMENT));

    private ManifestShape() {}
}
