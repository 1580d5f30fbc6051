// SPDX-License-Identifier: Apache-2.0
package io.prism.bench;

import io.prism.bench.Arguments.Wrong;
import io.prism.bench.load.Ticks;
import io.prism.bench.observe.ProcFiles;
import io.prism.bench.target.TargetFailure;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the commands have in common: event loops, the console, and what becomes of failures. */
abstract class Measurement implements Callable<Integer> {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "this text")
    @SuppressWarnings("UnusedVariable") // Picocli acts on it by itself.
    private boolean help;

    private final BenchContext laboratory;
    private @Spec CommandSpec spec = CommandSpec.create();

    /** What a measurement is given. */
    record Bench(
            Vertx vertx,
            Ticks ticks,
            ProcFiles proc,
            Map<String, String> facts,
            Path out,
            PrintWriter to,
            PrintWriter err) {

        /** Prints what was asked for. */
        void print(String text) {
            to.print(text);
            to.flush();
        }

        /** Tells a person how it goes. */
        void say(String text) {
            err.println("bench: " + text);
            err.flush();
        }
    }

    Measurement(BenchContext laboratory) {
        this.laboratory = laboratory;
    }

    abstract CommandOptions surroundings();

    abstract void measure(Bench bench) throws Wrong, TargetFailure, IOException, InterruptedException;

    @Override
    public Integer call() throws InterruptedException {
        CommandLine console = spec.commandLine();
        ProcFiles proc = new ProcFiles(laboratory.proc());
        Vertx vertx = null;
        try {
            Map<String, String> facts = surroundings().facts(proc, laboratory.clock(), laboratory.line());
            vertx = surroundings().vertx();
            measure(new Bench(
                    vertx, Ticks.system(), proc, facts, surroundings().out(), console.getOut(), console.getErr()));
            return CommandLine.ExitCode.OK;
        } catch (Wrong wrong) {
            throw new ParameterException(console, wrong.getMessage(), wrong);
        } catch (TargetFailure | IOException failed) {
            console.getErr().println("bench: " + failed.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        } finally {
            if (vertx != null) {
                vertx.close();
            }
        }
    }
}
