// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.memory;

import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import io.prism.registry.limit.RegistryLimits;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The memory that the call takes that is being answered, as far as the sizes of texts tell. Where there is too little for
 * all, calls wait a while, on the thread that serves them, and are then told to come again. Confined to one call.
 */
@RequestScoped
public class CallMemory {

    /** A body is there as bytes, as text and as a tree. */
    private static final int BYTES_OF_BODY_BYTE = 12;

    /** A schema is read up to three times in a call, and compared: the worst ones known take this much. */
    private static final int BYTES_OF_READ_CHAR = 200;

    /** A text on its way out is there as a tree, as JSON and as what waits to be sent. */
    private static final int BYTES_OF_ANSWERED_CHAR = 6;

    /** So much of a body and of an answer is free: there are never more than the most calls at one time. */
    private static final int SMALL = 64 * 1024;

    private final Duration wait;
    private final MemoryReservation held;
    private final BudgetShare arriving;
    private final BudgetShare working;
    private final BudgetShare answering;
    private long arrived;
    private long answered;

    @Inject
    CallMemory(Budgets budgets, RegistryLimits limits, CurrentVertxRequest request) {
        this(budgets, limits.memoryWait(), joined(request.getCurrent()));
    }

    CallMemory(Budgets budgets, Duration wait, MemoryReservation held) {
        this.wait = wait;
        this.held = held;
        this.arriving = held.of(budgets.arriving());
        this.working = held.of(budgets.working());
        this.answering = held.of(budgets.answering());
    }

    /** What the call holds; something of its own when its caller has gone. */
    private static MemoryReservation joined(@Nullable RoutingContext call) {
        MemoryReservation known = call == null ? null : call.get(MemoryReservation.KEY);
        return known != null && known.join() ? known : new MemoryReservation();
    }

    /** Makes what the call takes last until its answer is sent. */
    public static void hold(RoutingContext call, MemoryReservation held) {
        call.put(MemoryReservation.KEY, held);
    }

    /**
     * {@code bytes} more of the body are there.
     *
     * @throws RegistryException when bodies take too much already
     */
    public void arrives(int bytes) {
        arrived += bytes;
        if (arrived > SMALL && !arriving.coverNow(arrived)) {
            throw busy();
        }
    }

    /**
     * All of the body is there and is going to be read.
     *
     * @throws RegistryException when others take too much for too long
     */
    public void hasArrived() {
        // A text in it is counted as if it were all of it.
        works(arrived * (BYTES_OF_BODY_BYTE + BYTES_OF_READ_CHAR));
    }

    /**
     * A schema of {@code chars} characters, with those it refers to, is going to be read.
     *
     * @throws RegistryException when others take too much for too long
     */
    public void reads(long chars) {
        works(chars * BYTES_OF_READ_CHAR);
    }

    /**
     * A text of {@code chars} characters becomes a part of the answer.
     *
     * @throws RegistryException when the answer becomes too large, or others take too much for too long
     */
    public void answers(long chars) {
        answered += chars * BYTES_OF_ANSWERED_CHAR;
        if (answered > answering.most()) {
            throw new RegistryException(
                    ErrorCode.SCHEMA_TOO_LARGE,
                    "The schemas of the answer have more than %d characters; ask for fewer, with 'limit', or allow more (prism.registry.limits.call-memory)"
                            .formatted(answering.most() / BYTES_OF_ANSWERED_CHAR));
        }
        if (answered > SMALL && !answering.cover(answered, wait)) {
            throw busy();
        }
    }

    /** The most that was needed at one time is held until the end: what was read is used until then. */
    private void works(long bytes) {
        if (!working.cover(bytes, wait)) {
            throw busy();
        }
    }

    private static RegistryException busy() {
        return new RegistryException(
                ErrorCode.BUSY,
                "Calls take more memory than there is for them; try again (prism.registry.limits.call-memory)");
    }

    @PreDestroy
    void end() {
        held.leave();
    }
}
