// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json.call;

import io.prism.core.failure.Answer;

/** Who made a call. Is told on the event loop that the call was started on; nothing after the end. */
public interface AnswerObserver {

    /** A message of the answer; the next one comes when it is asked for by {@link Outgoing#more}. */
    void message(byte[] bytes);

    /** The answer has ended well. */
    void completed();

    /** The call has failed. */
    void failed(Answer failure);
}
