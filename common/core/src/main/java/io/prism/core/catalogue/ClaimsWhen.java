// SPDX-License-Identifier: Apache-2.0
package io.prism.core.catalogue;

import java.util.Map;
import java.util.Set;

/**
 * What a backend claims whose options are set in a certain way.
 *
 * @param options option to the text it must have; {@value #GIVEN} for any text
 * @param claims ids of the interfaces it implements then
 */
public record ClaimsWhen(Map<String, String> options, Set<String> claims) {

    /** Stands for any text of an option that is given. */
    public static final String GIVEN = "*";

    /** Keeps copies of the collections. */
    public ClaimsWhen {
        options = Map.copyOf(options);
        claims = Set.copyOf(claims);
    }

    boolean fits(Map<String, String> given) {
        return options.entrySet().stream().allMatch(option -> {
            String text = given.get(option.getKey());
            return text != null
                    && (option.getValue().equals(GIVEN) || option.getValue().equals(text));
        });
    }
}
