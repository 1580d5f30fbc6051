// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json.call;

/** A call on its way. Belongs to the event loop it is started on. */
public interface Outgoing {

    /** Makes the call and asks for the first message. Its caller may hear of it before this returns. */
    void start();

    /** Asks for one message more. */
    void more();

    /** Ends the call; its caller hears nothing more. */
    void cancel();
}
