// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.tag;

import java.util.Locale;
import java.util.Map;

/** The names of the tags that Prism gives a meaning. Other names are kept as they are written. */
public final class TagName {

    /** How bad a leak would be: low, medium, high or critical. */
    public static final String SENSITIVITY = "sensitivity";

    /** Rules that the data falls under, separated by commas, such as {@code gdpr,hipaa}. */
    public static final String COMPLIANCE = "compliance";

    /** Days after which data must be gone. */
    public static final String RETENTION_DAYS = "retention_days";

    /** The team that answers for the schema. */
    public static final String OWNER_TEAM = "owner_team";

    /** {@code required} when a consumer needs an approval. */
    public static final String CONSUMER_APPROVAL = "consumer_approval";

    /** {@code enabled} when every access is written down. */
    public static final String AUDIT_LOG = "audit_log";

    /** Who may see it: public, internal, confidential or restricted. */
    public static final String DATA_CLASSIFICATION = "data_classification";

    /** Kind of index of a field, such as {@code primary}. */
    public static final String INDEX = "index";

    /** Kind of personal data in a field, such as {@code email}. */
    public static final String PII = "pii";

    /** How a field is encrypted, such as {@code aes256}. */
    public static final String ENCRYPT = "encrypt";

    /** How a field is shown to those who may not see it: hash, redact, tokenize or none. */
    public static final String MASKING = "masking";

    /** The day from which a field is not to be used, or {@code true}. */
    public static final String DEPRECATED = "deprecated";

    /** Why, and what to use instead. */
    public static final String DEPRECATED_REASON = "deprecated_reason";

    /** Tags of Confluent's catalogue, separated by commas. */
    public static final String CONFLUENT_TAGS = "confluent:tags";

    private static final Map<String, String> OTHER_WORDS = Map.of("owner", OWNER_TEAM, "retention", RETENTION_DAYS);

    private TagName() {}

    /** The name of a tag however it is written: {@code owner}, {@code Owner-Team} and {@code owner_team} are one. */
    static String of(String written) {
        String name = written.toLowerCase(Locale.ROOT).replace('-', '_');
        return OTHER_WORDS.getOrDefault(name, name);
    }
}
