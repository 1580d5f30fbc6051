// SPDX-License-Identifier: Apache-2.0
package io.prism.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles code that a test plants, so that it may break rules which the build would not let pass in a file. */
final class PlantedCode {

    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
    private static final Pattern TYPE = Pattern.compile("(?:class|record|@?interface|enum) (\\w+)");

    private PlantedCode() {}

    /** The classes of {@code sources}, each the text of one file. */
    static JavaClasses compiled(List<String> sources) {
        Path folder = newFolder();
        try {
            StringWriter said = new StringWriter();
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            List<String> options =
                    List.of("-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path", ""));
            List<SourceText> files = sources.stream().map(PlantedCode::file).toList();
            if (!compiler.getTask(said, null, null, options, null, files).call()) {
                throw new IllegalArgumentException("planted code does not compile: " + said);
            }
            return new ClassFileImporter().importPath(folder);
        } finally {
            delete(folder);
        }
    }

    private static SourceText file(String source) {
        Matcher type = TYPE.matcher(source);
        String name = type.find() ? type.group(1) : "package-info";
        Matcher place = PACKAGE.matcher(source);
        if (!place.find()) {
            throw new IllegalArgumentException("there is no package in: " + source);
        }
        return new SourceText(place.group(1).replace('.', '/') + "/" + name, source);
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("planted");
        } catch (IOException e) {
            throw new IllegalStateException("there is no room for planted classes", e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new IllegalStateException("planted classes cannot be deleted", e);
        }
    }

    private static final class SourceText extends SimpleJavaFileObject {

        private final String text;

        SourceText(String path, String text) {
            super(URI.create("planted:///" + path + ".java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
