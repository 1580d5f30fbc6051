// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.govern.rule;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Names of fields that are likely to hold personal data. */
final class PersonalNames {

    /** The kinds of personal data that the tag {@code pii} may name; {@code none} says that it only looks so. */
    static final Set<String> KINDS =
            Set.of("email", "name", "phone", "ssn", "address", "ip_address", "credit_card", "custom", "none", "true");

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("email", "email"),
            Map.entry("e_mail", "email"),
            Map.entry("phone", "phone"),
            Map.entry("telephone", "phone"),
            Map.entry("mobile", "phone"),
            Map.entry("ssn", "ssn"),
            Map.entry("social_security", "ssn"),
            Map.entry("passport", "custom"),
            Map.entry("iban", "custom"),
            Map.entry("birthday", "custom"),
            Map.entry("birth_date", "custom"),
            Map.entry("date_of_birth", "custom"),
            Map.entry("first_name", "name"),
            Map.entry("last_name", "name"),
            Map.entry("full_name", "name"),
            Map.entry("surname", "name"),
            Map.entry("ip_address", "ip_address"),
            Map.entry("home_address", "address"),
            Map.entry("postal_address", "address"),
            Map.entry("street", "address"),
            Map.entry("credit_card", "credit_card"),
            Map.entry("card_number", "credit_card"));
    private static final List<String> LONGEST_FIRST =
            WORDS.keySet().stream().sorted((a, b) -> b.length() - a.length()).toList();

    private PersonalNames() {}

    /** The kind of personal data that a field called {@code name} is likely to hold. */
    static Optional<String> kind(String name) {
        String words = "_" + inWords(name) + "_";
        return LONGEST_FIRST.stream()
                .filter(word -> words.contains("_" + word + "_"))
                .map(WORDS::get)
                .findFirst();
    }

    /** {@code homeAddress}, {@code home-address} and {@code home_address} are one. */
    private static String inWords(String name) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean starts = Character.isUpperCase(c) && i > 0 && Character.isLowerCase(name.charAt(i - 1));
            words.append(starts ? "_" : "").append(Character.isLetterOrDigit(c) ? c : '_');
        }
        return words.toString().toLowerCase(Locale.ROOT);
    }
}
