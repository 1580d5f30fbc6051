// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.target.driver;

import io.prism.bench.load.CallTarget;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;

/** Calls to a driver, each begun on the event loop of its lane. */
final class DriverCalls implements CallTarget {

    private final List<Turn> turns;
    private final Begin begin;

    /** Begins one call. */
    interface Begin {
        void call(long number, Ended ended);
    }

    DriverCalls(List<Context> loops, Begin begin) {
        this.turns = loops.stream().map(Turn::new).toList();
        this.begin = begin;
    }

    @Override
    public void start(int lane, long number, Ended ended) {
        Turn turn = turns.get(lane % turns.size());
        if (turn.goesOn()) {
            begin.call(number, ended);
        } else {
            turn.loop.runOnContext(_ -> begin.call(number, ended));
        }
    }

    static void end(boolean right, Ended ended) {
        if (right) {
            ended.ok();
        } else {
            ended.failed("WRONG_ANSWER");
        }
    }

    static void failed(Throwable failure, Ended ended) {
        ended.failed(failure.getClass().getSimpleName());
    }

    /** Who calls a driver that answers at once would keep the event loop for ever: every so often others have it. */
    private static final class Turn {
        private static final int CALLS = 64;

        private final Context loop;
        private int calls;

        Turn(Context loop) {
            this.loop = loop;
        }

        boolean goesOn() {
            return loop.equals(Vertx.currentContext()) && ++calls % CALLS != 0;
        }
    }
}
