// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prism.registry.content.Metadata;
import io.prism.registry.content.Reference;
import io.prism.registry.content.Rule;
import io.prism.registry.content.RuleSet;
import io.prism.registry.content.SchemaContent;
import io.prism.registry.setting.Config;
import io.prism.schema.SchemaFormat;
import io.prism.schema.compatible.CompatibilityMode;
import io.prism.schema.difference.CompatibilityPolicy;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptTextTest {

    private static final Rule RULE = new Rule(
            "r",
            "doc",
            "TRANSFORM",
            "WRITE",
            "ENCRYPT",
            Set.of("PII", "x"),
            Map.of("k", "v"),
            "e",
            "NONE",
            "ERROR",
            true);
    private static final Rule BARE = new Rule("b", null, null, null, null, Set.of(), Map.of(), null, null, null, false);
    private static final RuleSet RULES = new RuleSet(List.of(RULE), List.of(BARE, RULE), List.of(), "CLIENT");
    private static final Metadata METADATA =
            new Metadata(Map.of("$.a", List.of("z", "a"), "b", List.of()), Map.of("owner", "\u0000ü"), Set.of("owner"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "ü 😀",
                "a\u0000b",
                "\u001a",
                "\u001a0000",
                "\ud800",
                "x\udc00\ud83d",
                "\ud83d\ud83d\ude00"
            })
    void everyTextIsReadAsItWas(String text) {
        // When
        String kept = StorableText.of(text);

        // Then
        assertThat(StorableText.read(kept)).isEqualTo(text);
        assertThat(kept).doesNotContain("\u0000");
        assertThat(new String(kept.getBytes(UTF_8), UTF_8)).isEqualTo(kept);
    }

    @Test
    void aCommonTextStaysTheSame() {
        String text = "{\"type\":\"record\", \"doc\":\"ü 😀\"}";
        assertThat(StorableText.of(text)).isSameAs(text);
        assertThat(StorableText.read(text)).isSameAs(text);
    }

    @Test
    void aSchemaIsReadAsItWas() {
        for (SchemaContent content : variants()) {
            assertThat(KeptContent.of(content).content()).isEqualTo(content);
        }
    }

    @Test
    void onlyEqualSchemasHaveTheSameFingerprint() {
        List<String> fingerprints = variants().stream()
                .map(content -> HexFormat.of().formatHex(KeptContent.of(content).fingerprint()))
                .toList();
        assertThat(fingerprints).doesNotHaveDuplicates();
        assertThat(KeptContent.of(variants().getLast()).fingerprint())
                .isEqualTo(KeptContent.of(variants().getLast()).fingerprint());
    }

    @Test
    void theOrderOfKeysMakesNoOtherSchema() {
        // Given
        Metadata one = new Metadata(Map.of(), ordered("a", "b"), Set.of());
        Metadata other = new Metadata(Map.of(), ordered("b", "a"), Set.of());

        // Then
        assertThat(KeptContent.of(with(one)).fingerprint())
                .isEqualTo(KeptContent.of(with(other)).fingerprint());
    }

    /** A fingerprint is kept for years: another way to make it would give known schemas new ids. */
    @Test
    void aFingerprintIsTheSameInEveryRelease() {
        var content = new SchemaContent(SchemaFormat.JSON, "{}", List.of(new Reference("n", "s", 3)), METADATA, RULES);
        assertThat(HexFormat.of().formatHex(KeptContent.of(content).fingerprint()))
                .isEqualTo("9f1fd00ad5ae684e921eefec8a9a0bf4edcee94299ce9f3541e5b33622698cce");
        assertThat(HexFormat.of()
                        .formatHex(KeptContent.of(SchemaContent.of(SchemaFormat.AVRO, "\"int\""))
                                .fingerprint()))
                .isEqualTo("6442dc4d9664fc8694db7f885ad2bab9922d97fbbe9edc014bb757c2286cedf3");
    }

    @Test
    void aConfigurationIsReadAsItWas() {
        Config full = new Config(
                CompatibilityMode.FULL_TRANSITIVE,
                CompatibilityPolicy.LENIENT,
                "group",
                "alias\u0000",
                true,
                false,
                METADATA,
                new Metadata(Map.of(), Map.of(), Set.of()),
                RULES,
                new RuleSet(List.of(), List.of(), List.of(), null));
        for (Config config : Arrays.asList(
                full,
                Config.of(CompatibilityMode.NONE),
                new Config(null, null, null, null, null, null, null, null, null, null))) {
            assertThat(KeptConfig.read(KeptConfig.of(config))).isEqualTo(config);
        }
    }

    private static Map<String, String> ordered(String first, String second) {
        Map<String, String> map = new LinkedHashMap<>();
        map.put(first, "1");
        map.put(second, "1");
        return map;
    }

    private static SchemaContent with(Metadata metadata) {
        return new SchemaContent(SchemaFormat.AVRO, "a", List.of(), metadata, null);
    }

    private static List<SchemaContent> variants() {
        Reference one = new Reference("n", "s", 1);
        Reference two = new Reference("n", "s", 2);
        Metadata nothing = new Metadata(Map.of(), Map.of(), Set.of());
        RuleSet none = new RuleSet(List.of(), List.of(), List.of(), null);
        return List.of(
                SchemaContent.of(SchemaFormat.AVRO, "a"),
                SchemaContent.of(SchemaFormat.JSON, "a"),
                SchemaContent.of(SchemaFormat.AVRO, "a\n"),
                SchemaContent.of(SchemaFormat.AVRO, "\na"),
                SchemaContent.of(SchemaFormat.AVRO, "\u0000"),
                SchemaContent.of(SchemaFormat.AVRO, "\u001a0000"),
                new SchemaContent(SchemaFormat.AVRO, "a", List.of(one), null, null),
                new SchemaContent(SchemaFormat.AVRO, "a", List.of(one, two), null, null),
                new SchemaContent(SchemaFormat.AVRO, "a", List.of(two, one), null, null),
                with(nothing),
                with(METADATA),
                with(new Metadata(Map.of(), Map.of("a", ""), Set.of())),
                new SchemaContent(SchemaFormat.AVRO, "a", List.of(), null, none),
                new SchemaContent(SchemaFormat.AVRO, "a", List.of(), null, RULES),
                new SchemaContent(
                        SchemaFormat.AVRO,
                        "a",
                        List.of(),
                        null,
                        new RuleSet(List.of(BARE), List.of(), List.of(), null)),
                new SchemaContent(
                        SchemaFormat.AVRO,
                        "a",
                        List.of(),
                        null,
                        new RuleSet(List.of(), List.of(BARE), List.of(), null)),
                new SchemaContent(SchemaFormat.AVRO, "a", List.of(one), METADATA, RULES));
    }
}
