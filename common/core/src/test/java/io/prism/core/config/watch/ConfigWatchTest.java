// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.core.config.PrismConfig;
import io.prism.core.config.fault.ConfigException;
import io.prism.core.config.read.PrismConfigFile;
import io.prism.core.config.read.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigWatchTest {

    private final BlockingQueue<PrismConfig> news = new LinkedBlockingQueue<>();
    private final BlockingQueue<ConfigException> bad = new LinkedBlockingQueue<>();

    @TempDir
    Path folder;

    @Test
    void putsAGoodVersionInForceAndKeepsItWhenTheNextIsBad() throws IOException, InterruptedException {
        // Given
        Path file = write(text(1));
        try (ConfigWatch watch = watch(file)) {
            // When
            write(text(2));
            PrismConfig second = next(news);
            write("backends: [");
            ConfigException refused = next(bad);
            PrismConfig afterBad = watch.current();
            write(text(3));
            PrismConfig third = next(news);

            // Then
            assertThat(keys(second)).isEqualTo("2");
            assertThat(refused).hasMessageContaining("not YAML");
            assertThat(afterBad).isEqualTo(second);
            assertThat(keys(third)).isEqualTo("3");
            assertThat(watch.current()).isEqualTo(third);
            assertThat(bad).isEmpty();
        }
    }

    @Test
    void noticesAFileThatIsEditedInPlace() throws IOException, InterruptedException {
        // Given
        Path file = write(text(1));
        try (ConfigWatch watch = watch(file)) {
            // When
            Files.writeString(file, text(2));

            // Then
            assertThat(keys(next(news))).isEqualTo("2");
            assertThat(keys(watch.current())).isEqualTo("2");
        }
    }

    @Test
    void noticesTheLinkThatKubernetesSwaps() throws IOException, InterruptedException {
        // Given
        Files.writeString(Files.createDirectory(folder.resolve("..1")).resolve("prism.yaml"), text(1));
        Files.writeString(Files.createDirectory(folder.resolve("..2")).resolve("prism.yaml"), text(2));
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..1"));
        Path file = Files.createSymbolicLink(folder.resolve("prism.yaml"), Path.of("..data/prism.yaml"));
        try (ConfigWatch watch = watch(file)) {
            Path swap = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..2"));

            // When
            Files.move(swap, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

            // Then
            assertThat(keys(next(news))).isEqualTo("2");
            assertThat(keys(watch.current())).isEqualTo("2");
        }
    }

    @Test
    void seesWithoutEventsByLookingNowAndThen() throws IOException, InterruptedException {
        // Given
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path target = Files.writeString(elsewhere.resolve("prism.yaml"), text(1));
        Path file = Files.createSymbolicLink(folder.resolve("prism.yaml"), target);
        try (ConfigWatch watch = watch(file)) {
            // When
            Files.writeString(target, text(2));

            // Then
            assertThat(keys(next(news))).isEqualTo("2");
            assertThat(keys(watch.current())).isEqualTo("2");
        }
    }

    @Test
    void saysNothingWhenTheContentIsTheSame() throws IOException, InterruptedException {
        // Given
        Path file = write(text(1));
        try (ConfigWatch watch = watch(file)) {
            // When
            write(text(1));
            write("bad");
            next(bad);
            write("bad");
            write(text(2));

            // Then
            assertThat(keys(next(news))).isEqualTo("2");
            assertThat(news).isEmpty();
            assertThat(bad).isEmpty();
            assertThat(keys(watch.current())).isEqualTo("2");
        }
    }

    @Test
    void findsAChangeThatCameBeforeTheWatch() throws IOException, InterruptedException {
        // Given
        PrismConfig first = Samples.parse(text(1));
        Path file = write(text(2));

        // When
        try (ConfigWatch watch = new ConfigWatch(file, Samples.catalogue(), first, news::add, bad::add)) {
            // Then
            assertThat(keys(next(news))).isEqualTo("2");
            assertThat(keys(watch.current())).isEqualTo("2");
        }
    }

    @Test
    void outlivesAConsumerThatFailsAndAFileThatIsGoneForAWhile() throws IOException, InterruptedException {
        // Given
        Path file = write(text(1));
        try (ConfigWatch watch = new ConfigWatch(
                file,
                Samples.catalogue(),
                PrismConfigFile.load(file, Samples.catalogue()),
                config -> {
                    news.add(config);
                    throw new IllegalStateException("planted by the test");
                },
                bad::add)) {
            // When
            write(text(2));
            next(news);
            Files.delete(file);
            ConfigException gone = next(bad);
            write(text(3));

            // Then
            assertThat(gone).hasMessageContaining("does not exist");
            assertThat(keys(next(news))).isEqualTo("3");
            assertThat(keys(watch.current())).isEqualTo("3");
        }
    }

    @Test
    void canBeClosedTwiceAndByItsConsumer() throws IOException, InterruptedException {
        // Given
        Path file = write(text(1));
        BlockingQueue<ConfigWatch> itself = new LinkedBlockingQueue<>();
        ConfigWatch watch = new ConfigWatch(
                file,
                Samples.catalogue(),
                Samples.parse(text(1)),
                config -> {
                    closeFirst(itself);
                    news.add(config);
                },
                bad::add);
        itself.add(watch);

        // When
        write(text(2));

        // Then
        assertThat(keys(next(news))).isEqualTo("2");
        watch.close();
        watch.close();
    }

    private static void closeFirst(BlockingQueue<ConfigWatch> watches) {
        watches.remove().close();
    }

    private ConfigWatch watch(Path file) {
        return new ConfigWatch(
                file, Samples.catalogue(), PrismConfigFile.load(file, Samples.catalogue()), news::add, bad::add);
    }

    /** Writes at once, so that nobody reads half of it. */
    private Path write(String text) throws IOException {
        return Files.move(
                Files.writeString(folder.resolve("next"), text),
                folder.resolve("prism.yaml"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static String text(int keys) {
        return "backends: { m: { type: memory, max-keys: %d } }\nnamespaces: []\n".formatted(keys);
    }

    private static @Nullable String keys(PrismConfig config) {
        return Samples.backend(config, "m").options().get("max-keys");
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(20, TimeUnit.SECONDS);
        assertThat(next).as("announced within 20 s").isNotNull();
        return next;
    }
}
