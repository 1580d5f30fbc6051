// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.load;

import io.prism.core.config.secret.Secrets;
import io.prism.core.process.ProgramOptions;
import io.prism.core.process.ProgramOptions.Wrong;
import io.prism.registry.store.Store;
import io.prism.registry.store.choice.StoreChoice;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/** A process that registers with some writers at once, and prints each registration once it is acknowledged. */
final class RegisteringProcess {

    /** Fair: with the lock of the stream itself a thread may wait for ever while the others print. */
    private static final ReentrantLock PRINTING = new ReentrantLock(true);

    private RegisteringProcess() {}

    /**
     * Run by a test. Says {@code ready}, and begins when it is told a line.
     *
     * @param arguments the store as {@code --store} takes it, the name of the run, how many writers, and how many
     *     registrations each
     */
    public static void main(String[] arguments) throws Wrong, IOException, InterruptedException {
        var options = ProgramOptions.parse(StoreChoice.OPTIONS, Set.of(), "--store", arguments[0]);
        Store store = StoreChoice.from(options).open(Secrets.standard(Map.of()));
        System.out.println("ready");
        if (System.in.read() < 0) {
            return;
        }
        int each = Integer.parseInt(arguments[3]);
        var threads = IntStream.range(0, Integer.parseInt(arguments[2]))
                .mapToObj(i -> new Registrations(store, arguments[1] + "-" + i))
                .map(registrations -> Thread.ofVirtual()
                        .uncaughtExceptionHandler((_, failure) -> {
                            // One that fails ends the process, so that the test sees it.
                            failure.printStackTrace();
                            Runtime.getRuntime().halt(1);
                        })
                        .start(() -> registrations.repeat(each, RegisteringProcess::print)))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void print(Registered registered) {
        PRINTING.lock();
        try {
            System.out.println(registered.line());
        } finally {
            PRINTING.unlock();
        }
    }
}
