// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.connect;

import io.prism.backends.redis.command.CommandEffect;
import io.prism.backends.redis.command.RedisCommand;
import io.prism.backends.redis.command.RedisReply;
import io.prism.core.Deadline;
import io.prism.core.failure.GatewayException;
import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * A command on its way. Its place in the {@link CommandAdmission} is kept until the server has answered or the connection is
 * gone, also when its caller has given up before. Only the pool's event loop uses it, except for {@link #abandon}.
 *
 * <pre>
 *   waiting ── sent ── answered
 *      │        ├ deadline: the caller is told, the place is kept
 *      └────────┴ connection lost: a read goes back to waiting, once; a write fails
 * </pre>
 */
final class Pending {

    private final RedisCommand command;
    private final Deadline deadline;
    private final UniEmitter<? super RedisReply> caller;
    private final CommandAdmission admission;
    private long sinceNanos = System.nanoTime();
    private boolean whole;
    private boolean repeated;
    private boolean left;
    private volatile boolean over;

    Pending(
            RedisCommand command,
            Deadline deadline,
            UniEmitter<? super RedisReply> caller,
            CommandAdmission admission) {
        this.command = command;
        this.deadline = deadline;
        this.caller = caller;
        this.admission = admission;
    }

    RedisCommand command() {
        return command;
    }

    /** When it began to wait, or was sent. */
    long sinceNanos() {
        return sinceNanos;
    }

    void startsAgain(long nowNanos) {
        sinceNanos = nowNanos;
    }

    /** Whether it is to be sent with the text of its script. */
    boolean whole() {
        return whole;
    }

    /** Asks for it to be sent with the text of its script; false when it has none, or was sent so before. */
    boolean becomeWhole() {
        boolean can = command.script() != null && !whole;
        whole = true;
        return can;
    }

    /** Whether it may be sent once more after its connection was lost; true only once. */
    boolean repeat() {
        boolean may = command.effect() == CommandEffect.READ && !repeated && !over;
        repeated = true;
        return may;
    }

    /** The caller does not wait any longer. */
    void abandon() {
        over = true;
    }

    /** Whether nobody waits for the answer any more. */
    boolean over() {
        return over;
    }

    boolean late(long nowNanos) {
        return deadline.bounded() && deadline.nanos() - nowNanos <= 0;
    }

    /** Tells the caller, but keeps the place. */
    void giveUp(GatewayException failure) {
        if (!over) {
            over = true;
            caller.fail(failure);
        }
    }

    void fail(GatewayException failure) {
        leave();
        giveUp(failure);
    }

    void succeed(RedisReply reply) {
        leave();
        if (!over) {
            over = true;
            caller.complete(reply);
        }
    }

    private void leave() {
        if (!left) {
            left = true;
            admission.leave(command.size());
        }
    }
}
