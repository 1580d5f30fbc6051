// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.read;

import io.prism.core.catalogue.Catalogue;
import io.prism.core.config.PrismConfig;
import io.prism.core.config.fault.ConfigException;
import io.prism.core.config.fault.ConfigLocation;
import io.prism.core.config.fault.FaultCollector;
import io.prism.core.config.yaml.YamlTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads {@code prism.yaml}. A file is used whole or not at all, and all its faults are reported together. */
public final class PrismConfigFile {

    /** Longest file that is read, in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private PrismConfigFile() {}

    /**
     * Reads and checks a file.
     *
     * @throws ConfigException when it cannot be read or used
     */
    public static PrismConfig load(Path file, Catalogue catalogue) {
        return parse(content(file), file, catalogue);
    }

    /**
     * Checks the text of a file.
     *
     * @param file where the text is from: named in faults, and its folder is where relative file names start
     * @throws ConfigException when the text cannot be used
     */
    public static PrismConfig parse(String text, Path file, Catalogue catalogue) {
        return parse(text.getBytes(StandardCharsets.UTF_8), file, catalogue);
    }

    /**
     * Checks the bytes of a file.
     *
     * @param file where the bytes are from: named in faults, and its folder is where relative file names start
     * @throws ConfigException when the bytes cannot be used
     */
    public static PrismConfig parse(byte[] content, Path file, Catalogue catalogue) {
        FaultCollector faults = new FaultCollector(file.toString());
        Optional<PrismConfig> config = decoded(content, faults)
                .flatMap(text -> YamlTree.read(text, faults))
                .map(root -> new FileReader(folder(file), catalogue, faults).read(root));
        if (config.isEmpty() || !faults.none()) {
            throw faults.exception();
        }
        return config.get();
    }

    private static Path folder(Path file) {
        Path absolute = file.toAbsolutePath();
        Path parent = absolute.getParent();
        return parent == null ? absolute : parent;
    }

    private static Optional<String> decoded(byte[] content, FaultCollector faults) {
        if (content.length > MAX_BYTES) {
            faults.add(
                    ConfigLocation.START,
                    "",
                    "the file is longer than 1 MiB",
                    "split it, or check that it is the right file");
            return Optional.empty();
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return Optional.of(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            faults.add(ConfigLocation.START, "", "the file is not UTF-8 text", "save it as UTF-8");
            return Optional.empty();
        }
    }

    /**
     * The bytes of a file, of one that is too long only the first {@link #MAX_BYTES} and one.
     *
     * @throws ConfigException when it cannot be read
     */
    public static byte[] content(Path file) {
        FaultCollector faults = new FaultCollector(file.toString());
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            faults.add(ConfigLocation.START, "", "the file does not exist", "create it or name another one");
        } catch (AccessDeniedException e) {
            faults.add(ConfigLocation.START, "", "the file may not be read", "give this user the right to read it");
        } catch (IOException e) {
            faults.add(ConfigLocation.START, "", "the file cannot be read", "check that it is a file and not a folder");
        }
        throw faults.exception();
    }
}
