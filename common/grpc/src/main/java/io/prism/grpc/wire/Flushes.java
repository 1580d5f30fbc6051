// SPDX-License-Identifier: Apache-2.0
package io.prism.grpc.wire;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;

/**
 * Flushes connections once for each turn of their event loop, however many calls wrote to them in it: the writes of all
 * calls that came with one read leave with one system call. Belongs to one event loop.
 */
public final class Flushes implements Runnable {

    private final EventLoop loop;
    private List<Peer> marked = new ArrayList<>();
    private List<Peer> flushing = new ArrayList<>();
    private boolean due;

    /** Flushes for connections of {@code loop}. */
    public Flushes(EventLoop loop) {
        this.loop = loop;
    }

    /** Flushes {@code peer} when what is being read now has been dealt with. */
    void mark(Peer peer) {
        marked.add(peer);
        if (!due) {
            due = true;
            loop.execute(this);
        }
    }

    @Override
    public void run() {
        due = false;
        // A flush may fail writes, and who hears of that may write to others.
        List<Peer> now = marked;
        marked = flushing;
        flushing = now;
        for (Peer peer : now) {
            peer.flush();
        }
        now.clear();
    }
}
