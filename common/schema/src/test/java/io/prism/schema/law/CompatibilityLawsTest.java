// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.schema.ParsedSchema;
import io.prism.schema.SchemaFormat;
import io.prism.schema.compatible.Compatibility;
import io.prism.schema.compatible.CompatibilityMode;
import io.prism.schema.compatible.EarlierVersion;
import io.prism.schema.difference.CompatibilityPolicy;
import io.prism.schema.limit.SchemaLimits;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CompatibilityLawsTest {

    @Property
    void fullIsBackwardAndForward(
            @ForAll SchemaFormat format,
            @ForAll CompatibilityPolicy policy,
            @ForAll long seed,
            @ForAll long otherSeed) {
        // Given
        ParsedSchema original = RandomSchemas.of(format, new Dice(seed, 0, 0));
        ParsedSchema update = RandomSchemas.of(format, new Dice(seed, otherSeed, 0.1));

        // When
        boolean backward = allows(CompatibilityMode.BACKWARD, policy, update, original);
        boolean forward = allows(CompatibilityMode.FORWARD, policy, update, original);
        boolean full = allows(CompatibilityMode.FULL, policy, update, original);

        // Then
        assertThat(full).isEqualTo(backward && forward);
    }

    @Property
    void forwardIsBackwardTheOtherWay(
            @ForAll SchemaFormat format,
            @ForAll CompatibilityPolicy policy,
            @ForAll long seed,
            @ForAll long otherSeed) {
        // Given
        ParsedSchema original = RandomSchemas.of(format, new Dice(seed, 0, 0));
        ParsedSchema update = RandomSchemas.of(format, new Dice(seed, otherSeed, 0.1));

        // Then
        assertThat(allows(CompatibilityMode.FORWARD, policy, update, original))
                .isEqualTo(allows(CompatibilityMode.BACKWARD, policy, original, update));
    }

    @Property
    void everySchemaMayFollowItself(
            @ForAll SchemaFormat format,
            @ForAll CompatibilityPolicy policy,
            @ForAll CompatibilityMode mode,
            @ForAll long seed) {
        // Given
        ParsedSchema one = RandomSchemas.of(format, new Dice(seed, 0, 0));
        ParsedSchema same = RandomSchemas.of(format, new Dice(seed, 0, 0));

        // Then
        assertThat(allows(mode, policy, one, one)).isTrue();
        assertThat(allows(mode, policy, same, one)).isTrue();
    }

    @Property
    void whatAllAllowTheLatestAllows(
            @ForAll SchemaFormat format,
            @ForAll CompatibilityPolicy policy,
            @ForAll long seed,
            @ForAll long otherSeed) {
        // Given
        ParsedSchema first = RandomSchemas.of(format, new Dice(seed, 0, 0));
        ParsedSchema second = RandomSchemas.of(format, new Dice(seed, otherSeed, 0.05));
        ParsedSchema third = RandomSchemas.of(format, new Dice(seed, otherSeed + 1, 0.05));
        for (CompatibilityMode mode :
                List.of(CompatibilityMode.BACKWARD, CompatibilityMode.FORWARD, CompatibilityMode.FULL)) {
            CompatibilityMode transitive = CompatibilityMode.valueOf(mode + "_TRANSITIVE");

            // When
            boolean all = allows(transitive, policy, third, first, second);

            // Then
            assertThat(all).isEqualTo(allows(mode, policy, third, first) && allows(mode, policy, third, second));
            assertThat(!all || allows(mode, policy, third, first, second)).isTrue();
        }
    }

    @Property
    void everythingMayFollowWithoutARule(@ForAll SchemaFormat format, @ForAll long seed, @ForAll long otherSeed) {
        // Given
        ParsedSchema one = RandomSchemas.of(format, new Dice(seed, 0, 0));
        ParsedSchema other = RandomSchemas.of(format, new Dice(otherSeed, 0, 0));

        // Then
        assertThat(allows(CompatibilityMode.NONE, CompatibilityPolicy.STRICT, other, one))
                .isTrue();
    }

    private static boolean allows(
            CompatibilityMode mode, CompatibilityPolicy policy, ParsedSchema update, ParsedSchema... earlier) {
        List<EarlierVersion> versions = new ArrayList<>();
        for (ParsedSchema schema : earlier) {
            versions.add(new EarlierVersion(versions.size() + 1, schema));
        }
        return new Compatibility(mode, policy, SchemaLimits.STANDARD)
                .check(update, versions)
                .isCompatible();
    }
}
