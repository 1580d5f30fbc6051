// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Finds classes whose static initializer makes what must not be made when an image is built: random numbers (all
 * programs would have the same), buffers, threads and open files. Calls are followed within the class, not beyond it.
 */
final class StaticInitializers {

    private static final String INITIALIZER = "<clinit>()V";
    private static final Predicate<String> ANY = _ -> true;
    private static final Predicate<String> NEW = "<init>"::equals;

    private static final Map<String, Predicate<String>> MAKERS = Map.ofEntries(
            Map.entry("java/util/Random", ANY),
            Map.entry("java/util/SplittableRandom", ANY),
            Map.entry("java/security/SecureRandom", ANY),
            Map.entry("io/netty/buffer/Unpooled", ANY),
            Map.entry("io/vertx/core/buffer/Buffer", "buffer"::equals),
            Map.entry("java/lang/Thread", method -> NEW.test(method) || method.equals("start")),
            Map.entry("java/util/Timer", NEW),
            Map.entry("java/util/concurrent/Executors", method -> method.startsWith("new")),
            Map.entry("java/io/FileInputStream", NEW),
            Map.entry("java/io/FileOutputStream", NEW),
            Map.entry("java/io/RandomAccessFile", NEW),
            Map.entry("java/nio/channels/FileChannel", "open"::equals));

    private StaticInitializers() {}

    /**
     * A class with such an initializer.
     *
     * @param type its full name
     * @param call what makes it, as {@code package.Type.method}
     */
    record Finding(String type, String call) {}

    /** Those in a jar. */
    static List<Finding> in(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .filter(entry -> entry.getName().endsWith(".class"))
                    .filter(entry -> !entry.getName().startsWith("META-INF/"))
                    .flatMap(entry -> {
                        try (InputStream bytes = file.getInputStream(entry)) {
                            return in(bytes.readAllBytes()).stream();
                        } catch (IOException unreadable) {
                            throw new UncheckedIOException(jar + " " + entry.getName(), unreadable);
                        }
                    })
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(jar.toString(), unreadable);
        }
    }

    /** That of a class, if it is one. */
    static Optional<Finding> in(byte[] bytes) {
        ClassModel model = ClassFile.of().parse(bytes);
        String type = model.thisClass().asInternalName();
        return calls(model).stream()
                .filter(call -> MAKERS.getOrDefault(call.owner().asInternalName(), _ -> false)
                        .test(call.name().stringValue()))
                .findFirst()
                .map(call -> new Finding(
                        dotted(type),
                        dotted(call.owner().asInternalName()) + "."
                                + call.name().stringValue()));
    }

    /** All calls that the initializer makes, by itself or by other methods of the class. */
    private static Collection<InvokeInstruction> calls(ClassModel model) {
        Map<String, MethodModel> methods = new HashMap<>();
        model.methods()
                .forEach(method -> methods.put(
                        method.methodName().stringValue() + method.methodType().stringValue(), method));
        Deque<InvokeInstruction> all = new ArrayDeque<>();
        Set<String> seen = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(INITIALIZER));
        while (!next.isEmpty()) {
            String name = next.pop();
            if (!seen.add(name)) {
                continue;
            }
            for (InvokeInstruction call : calls(methods.get(name))) {
                all.add(call);
                if (call.owner().asInternalName().equals(model.thisClass().asInternalName())) {
                    next.push(call.name().stringValue() + call.type().stringValue());
                }
            }
        }
        return all;
    }

    private static List<InvokeInstruction> calls(@Nullable MethodModel method) {
        if (method == null) {
            return List.of();
        }
        return method.code().stream()
                .flatMap(code -> code.elementStream())
                .filter(InvokeInstruction.class::isInstance)
                .map(InvokeInstruction.class::cast)
                .toList();
    }

    private static String dotted(String internalName) {
        return internalName.replace('/', '.');
    }
}
