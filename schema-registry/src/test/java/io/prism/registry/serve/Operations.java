// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The calls that the resources answer, as their classes say. */
final class Operations {

    private static final List<Class<? extends Annotation>> METHODS =
            List.of(GET.class, POST.class, PUT.class, DELETE.class);

    private Operations() {}

    /** All of them, such as {@code GET /subjects/{subject}/versions}. */
    static Set<String> ofResources() {
        Set<String> found = new TreeSet<>();
        new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.prism.registry")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .forEach(type -> add(found, type));
        return found;
    }

    private static void add(Set<String> found, JavaClass type) {
        String base = type.getAnnotationOfType(Path.class).value();
        for (JavaMethod method : type.getMethods()) {
            for (Class<? extends Annotation> verb : METHODS) {
                if (method.isAnnotatedWith(verb)) {
                    String tail = method.isAnnotatedWith(Path.class)
                            ? method.getAnnotationOfType(Path.class).value()
                            : "";
                    found.add(verb.getSimpleName() + " " + base + tail);
                }
            }
        }
    }
}
