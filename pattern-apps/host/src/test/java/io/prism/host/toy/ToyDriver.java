// SPDX-License-Identifier: Apache-2.0
package io.prism.host.toy;

import io.prism.core.OptionMap;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.spi.Backend;
import io.prism.spi.Driver;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes backends that keep a few entries in a map. Option: {@code entries}. */
@ApplicationScoped
public class ToyDriver implements Driver {

    @Override
    public String type() {
        return "toy";
    }

    @Override
    public Backend open(String name, OptionMap settings) {
        int entries = settings.number("entries");
        if (entries < 1) {
            throw new Rejected(settings.where() + ".entries", "must be 1 or more", "" + entries);
        }
        return new ToyBackend(name, entries);
    }
}
