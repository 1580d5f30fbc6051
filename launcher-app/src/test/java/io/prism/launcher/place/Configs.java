// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.place;

import io.prism.core.catalogue.Catalogue;
import io.prism.core.config.read.PrismConfigFile;
import io.prism.core.config.secret.Secrets;
import java.nio.file.Path;
import java.util.Map;

/** Configurations for tests. */
public final class Configs {

    private static final String SAMPLE = """
            backends:
              memory: { type: memory }
            namespaces:
              - name: default
                isolation: namespace
                bindings:
                  - { name: kv,     pattern: keyvalue, slots: { store: memory } }
                  - { name: second, pattern: keyvalue, slots: { store: memory } }
              - name: open
                isolation: none
                bindings:
                  - { name: kv, pattern: keyvalue, slots: { store: memory } }
              - name: private
                isolation: session
                bindings:
                  - { name: kv, pattern: keyvalue, slots: { store: memory } }
              - name: near
                isolation: embedded
                bindings:
                  - { name: kv, pattern: keyvalue, slots: { store: memory } }
            """;

    private Configs() {}

    /** One namespace for each isolation: default, open, private, near. */
    public static ProcessPlacement sample() {
        return new ProcessPlacement(
                PrismConfigFile.parse(SAMPLE, Path.of("prism.yaml"), Catalogue.builtIn()), Secrets.standard(Map.of()));
    }
}
