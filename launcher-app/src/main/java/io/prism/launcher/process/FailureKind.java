// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.process;

/** The kinds of failure that the launcher tells of, each with what a person can do about it. */
public enum FailureKind {
    /** There is no such pattern, or no such process. */
    PATTERN_NOT_FOUND("'prism status' shows the processes; patterns are those of prism.yaml's schema and of the folders"
            + " patterns/<name>/ beside prism.yaml"),
    /** The manifest of the pattern cannot be used. */
    INVALID_MANIFEST("correct patterns/<name>/manifest.yaml as the message says; docs/guide/launcher.md has a sample"),
    /** The program of the pattern does not exist. */
    EXECUTABLE_NOT_FOUND("build it as the message says, or correct 'executable' in patterns/<name>/manifest.yaml"),
    /** The program of the pattern may not be executed. */
    EXECUTABLE_NOT_RUNNABLE("give this user the right to run it: chmod +x FILE"),
    /** The process could not be started, or ended before it was ready. */
    PROCESS_START_FAILED("the last lines that it printed are in the launcher's log under its process id; 'prism status'"
            + " shows whether it is tried again"),
    /** The process did not get healthy in time, or stopped being it. */
    HEALTH_CHECK_FAILED("look for what it waits for in the launcher's log under its process id, or give it more time"
            + " with launcher.start-time"),
    /** The process ended by itself. */
    PROCESS_CRASHED("it is started again by itself; the last lines that it printed are in the launcher's log under its"
            + " process id"),
    /** The process failed too often in a row and was given up. */
    MAX_ERRORS_EXCEEDED("mend the cause, then 'prism reset PROCESS'; a change of prism.yaml resets it too"),
    /** The request names no namespace, or none that could be one. */
    MISSING_NAMESPACE("name one, such as: prism launch keyvalue tenant-a"),
    /** The request names no session, or none that could be one. */
    MISSING_SESSION_ID("name one, such as: prism launch keyvalue tenant-a --session user-42"),
    /** The configuration of the request or of the process was refused. */
    INVALID_CONFIGURATION("correct what the message names, in prism.yaml or in the request's config"),
    /** The process is still there although it was killed. */
    TERMINATION_FAILED("a process that SIGKILL does not end is stuck in the kernel: 'ps -o pid,stat,wchan -p PID' shows"
            + " where"),
    /** The isolation level is none, or none that the pattern runs with here. */
    INVALID_ISOLATION_LEVEL("leave the level out for that of prism.yaml, or use one that the message names"),
    /** There is no address to give to the process. */
    PORT_ALLOCATION_FAILED("see that the launcher's --run-dir is there and can be written"),
    /** A limit on processes, waiting calls or watchers was met. */
    RESOURCE_LIMIT_EXCEEDED(
            "end what is not needed with 'prism end PROCESS', or raise the limit that the message names"),
    /** A defect of ours. */
    INTERNAL_ERROR("the launcher's log has the trace under the id in the message; please report it");

    private final String suggestion;

    FailureKind(String suggestion) {
        this.suggestion = suggestion;
    }

    /** What a person can do about it. */
    public String suggestion() {
        return suggestion;
    }
}
