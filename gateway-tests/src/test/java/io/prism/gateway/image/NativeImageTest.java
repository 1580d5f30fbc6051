// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.gateway.image.StaticInitializers.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that would break the image of a program, or the program in it, looked for in the jars that it is made of. */
class NativeImageTest {

    private static final Path ROOT = Path.of(System.getProperty("prism.root"));
    private static final String TRANSPORT = "io.vertx.core.spi.transport.Transport";
    private static final String EPOLL = "io.vertx.core.impl.transports.EpollTransport";

    /** Libraries, by the beginning of the jar's name, that an extension prepares for the image, if the program has it. */
    private static final Map<String, String> PREPARED = Map.of(
            "io.netty.", "io.quarkus.quarkus-netty-",
            "io.vertx.vertx-core-", "io.quarkus.quarkus-vertx-",
            "io.vertx.vertx-web-", "io.quarkus.quarkus-vertx-http-",
            "io.grpc.", "io.quarkus.quarkus-grpc-",
            "io.opentelemetry.", "io.quarkus.quarkus-opentelemetry-",
            "io.prometheus.", "io.quarkus.quarkus-micrometer-registry-prometheus-",
            "io.smallrye.smallrye-health-", "io.quarkus.quarkus-smallrye-health-",
            "io.smallrye.reactive.mutiny-", "io.quarkus.quarkus-mutiny-");

    /** Classes that no image holds, because nothing that the programs call leads to them. */
    private static final Set<String> NEVER_REACHED = Set.of(
            // Futures of the JDK are adapted by those who have them; nobody here has.
            "com.google.common.util.concurrent.JdkFutureAdapters$ListenableFutureAdapter",
            // Tokens are read by SmallRye's library.
            "io.vertx.ext.auth.impl.jose.JWT",
            // Schemas are read, files of Avro are not written.
            "org.apache.avro.file.DataFileWriter",
            // Kotlin comes with Wire, which makes no identifiers.
            "kotlin.uuid.SecureRandomHolder");

    @ParameterizedTest
    @ValueSource(strings = {"proxy-app", "pattern-apps/host", "launcher-app", "schema-registry"})
    void makesNothingWhenTheImageIsBuiltThatMustBeMadeWhenTheProgramStarts(String program) throws IOException {
        // Given
        List<Path> jars = jars(program);
        Set<String> deferred = deferred(jars);

        // When
        Map<String, String> faults = jars.stream()
                .filter(jar -> !prepared(jar, jars))
                .flatMap(jar -> StaticInitializers.in(jar).stream())
                .filter(finding -> !deferred.contains(finding.type()))
                .filter(finding -> !NEVER_REACHED.contains(finding.type()))
                .collect(Collectors.toMap(Finding::type, Finding::call));

        // Then
        assertThat(faults)
                .as("to be named after --initialize-at-run-time in a native-image.properties of ours")
                .isEmpty();
    }

    @Test
    void findsWhatAnInitializerMakesByItselfOrByAnotherMethod() throws IOException {
        assertThat(StaticInitializers.in(bytes(Planted.class)))
                .contains(new Finding(Planted.class.getName(), "java.util.Random.<init>"));
        assertThat(StaticInitializers.in(bytes(Harmless.class))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy-app", "pattern-apps/host", "launcher-app"})
    void hasUnixSockets(String program) throws IOException, ReflectiveOperationException {
        List<Path> jars = jars(program);
        URL[] urls = jars.stream().map(Path::toUri).map(NativeImageTest::url).toArray(URL[]::new);

        // When
        try (var loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            Object transport = ServiceLoader.load(loader.loadClass(TRANSPORT), loader)
                    .iterator()
                    .next();

            // Then
            assertThat(transport.getClass().getName()).isEqualTo(EPOLL);
        }
        assertThat(texts(jars, "reflect-config.json")).anyMatch(text -> text.contains('"' + EPOLL + '"'));
        assertThat(texts(jars, "resource-config.json"))
                .anyMatch(text -> text.contains("META-INF/services/" + TRANSPORT));
    }

    private static List<Path> jars(String program) throws IOException {
        Path app = ROOT.resolve(program).resolve("target/quarkus-app");
        try (Stream<Path> files = Files.walk(app)) {
            // What Quarkus generates and transforms is its own affair.
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> !file.startsWith(app.resolve("quarkus")))
                    .toList();
        }
    }

    private static boolean prepared(Path jar, List<Path> jars) {
        String name = jar.getFileName().toString();
        return PREPARED.entrySet().stream()
                .anyMatch(library -> name.startsWith(library.getKey())
                        && jars.stream()
                                .anyMatch(
                                        other -> other.getFileName().toString().startsWith(library.getValue())));
    }

    private static Set<String> deferred(List<Path> jars) throws IOException {
        return texts(jars, "native-image.properties").stream()
                .flatMap(text -> Arrays.stream(arguments(text).split("[\\s,=]+")))
                .collect(Collectors.toSet());
    }

    private static String arguments(String properties) {
        var read = new Properties();
        try {
            read.load(new StringReader(properties));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return read.getProperty("Args", "");
    }

    /** What the files of this name below {@code META-INF/native-image} say. */
    private static List<String> texts(List<Path> jars, String name) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path jar : jars) {
            try (JarFile file = new JarFile(jar.toFile())) {
                for (var entry : file.stream().toList()) {
                    if (entry.getName().startsWith("META-INF/native-image/")
                            && entry.getName().endsWith("/" + name)) {
                        try (InputStream text = file.getInputStream(entry)) {
                            texts.add(new String(text.readAllBytes(), StandardCharsets.UTF_8));
                        }
                    }
                }
            }
        }
        return texts;
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream bytes = type.getResourceAsStream(file)) {
            return Objects.requireNonNull(bytes).readAllBytes();
        }
    }

    private static URL url(URI uri) {
        try {
            return uri.toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    /** Makes random numbers for all time when it is first used. */
    static final class Planted {
        static final int NUMBER = number();

        private Planted() {}

        private static int number() {
            return new Random().nextInt();
        }
    }

    /** Makes them when it is asked. */
    static final class Harmless {
        static final int[] NUMBERS = new int[1];

        private Harmless() {}

        static int number() {
            return new Random().nextInt();
        }
    }
}
