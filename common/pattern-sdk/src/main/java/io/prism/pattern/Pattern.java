// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern;

import io.prism.core.OptionMap;
import io.prism.core.failure.Failures;
import io.prism.core.failure.GatewayException;
import io.prism.pattern.serve.ServedInterface;
import java.util.List;
import java.util.Optional;

/** One pattern: rules between what clients call and what backends offer. Stateless and safe for many threads. */
public interface Pattern {

    /** Its name in {@code prism.yaml} and in {@code registry/patterns/<name>.yaml}. */
    String name();

    /**
     * Puts the pattern on backends.
     *
     * @param slots the binding's backends
     * @param config the binding's options, those that are not given with the defaults of its registry file
     * @param failures says how the failure of a part of a call looks
     * @return one entry for each interface that the backends make possible
     * @throws GatewayException.Rejected when a slot is empty, lacks an interface, or an option is malformed
     */
    List<ServedInterface> serve(Slots slots, OptionMap config, Failures failures);

    /**
     * How many bytes its own limits let clients put into one message; zero when they say nothing. The option {@code
     * max-message-size} of a binding goes before it.
     */
    default long contentBytesMax(OptionMap config) {
        return 0;
    }

    /** What it does in a rehearsal; empty when it has none. */
    default Optional<Rehearsal> rehearsal() {
        return Optional.empty();
    }
}
