// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Files of the test resources. */
final class Yaml {

    private Yaml() {}

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> list(String resource) {
        return (List<Map<String, Object>>) read(resource);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Map<String, List<String>>> lists(String resource) {
        return (Map<String, Map<String, List<String>>>) read(resource);
    }

    @SuppressWarnings("unchecked")
    static Map<String, List<Map<String, Object>>> rows(String resource) {
        return (Map<String, List<Map<String, Object>>>) read(resource);
    }

    private static Object read(String resource) {
        try (InputStream in = Yaml.class.getResourceAsStream("/compatibility/" + resource)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + resource);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new org.yaml.snakeyaml.Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
