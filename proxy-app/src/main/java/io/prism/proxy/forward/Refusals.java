// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.forward;

import io.prism.core.MetadataKeys;
import io.vertx.core.http.GoAway;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;

/** Tells calls that a process surely did not look at from those that it may have answered. */
final class Refusals {

    private static final long REFUSED_STREAM = 0x7;

    private Refusals() {}

    /** Whether the answer says that nothing was done because the process is ending. */
    static boolean refused(HttpClientResponse answer) {
        return answer.getHeader(MetadataKeys.REFUSED) != null;
    }

    /**
     * Whether HTTP/2 itself says that nothing was done: the stream never began, was refused, or came after the peer's
     * GOAWAY.
     */
    static boolean notLookedAt(Throwable failure, HttpClientRequest sent) {
        if (sent.streamId() < 1) {
            return true;
        }
        return switch (failure) {
            case StreamResetException reset -> reset.getCode() == REFUSED_STREAM;
            case HttpClosedException closed -> {
                GoAway goAway = closed.goAway();
                yield goAway != null && sent.streamId() > goAway.getLastStreamId();
            }
            default -> false;
        };
    }
}
