// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.observe;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where and with what a run was made; figures mean little without it. */
public final class Machine {

    private Machine() {}

    /** Facts by name, in the order to print them. */
    public static Map<String, String> facts(ProcFiles proc) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("processor", proc.processor().orElse("unknown"));
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("memory", proc.memoryKib().map(kib -> kib / 1024 + " MiB").orElse("unknown"));
        facts.put(
                "kernel",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        facts.put("JVM of the generator", System.getProperty("java.vm.name") + " " + Runtime.version());
        facts.put(
                "flags of that JVM",
                String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()));
        return facts;
    }
}
