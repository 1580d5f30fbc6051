// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.schema.SchemaFormat;
import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.source.SchemaSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Our check of defaults against Avro's own, which is right but cannot be used on schemas of strangers. */
class AvroDefaultsTest {

    @Property(tries = 5000)
    void defaultsFitAsAvroSays(@ForAll long seed) {
        // Given
        String text = new Texts(new Random(seed)).record(0);

        // Then
        assertThat(ours(text)).as(text).isEqualTo(avros(text));
    }

    private static boolean ours(String text) {
        try {
            return SchemaFormat.AVRO
                    .parse(SchemaSource.of(text), SchemaLimits.STANDARD)
                    .name()
                    .isPresent();
        } catch (SchemaException e) {
            assertThat(e.fault().kind()).as(e.getMessage()).isEqualTo(FaultKind.MEANING);
            assertThat(e.fault().place().pointer()).as(text).endsWith("/default");
            return false;
        }
    }

    private static boolean avros(String text) {
        try {
            return new Schema.Parser().parse(text).getType() == Schema.Type.RECORD;
        } catch (AvroRuntimeException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Records whose fields have defaults, which fit about as often as not. */
    private static final class Texts {
        private final Random random;
        private final List<String> records = new ArrayList<>();
        private int names;

        private Texts(Random random) {
            this.random = random;
        }

        private String record(int depth) {
            String name = "R" + names++;
            StringBuilder fields = new StringBuilder();
            int count = random.nextInt(4);
            for (int i = 0; i < count; i++) {
                fields.append(i == 0 ? "" : ",").append("{\"name\":\"").append("abc".charAt(i));
                fields.append("\",\"type\":").append(type(depth + 1));
                fields.append(random.nextInt(3) > 0 ? ",\"default\":" + value(0) : "")
                        .append('}');
            }
            records.add(name);
            return "{\"type\":\"record\",\"name\":\"" + name + "\",\"fields\":[" + fields + "]}";
        }

        private String type(int depth) {
            return switch (random.nextInt(depth > 2 ? 9 : 14)) {
                case 0 -> "\"null\"";
                case 1 -> "\"boolean\"";
                case 2 -> "\"int\"";
                case 3 -> "\"long\"";
                case 4 -> "\"float\"";
                case 5 -> "\"double\"";
                case 6 -> "\"string\"";
                case 7 -> "\"bytes\"";
                case 8 -> records.isEmpty() ? "\"int\"" : "\"" + records.get(random.nextInt(records.size())) + "\"";
                case 9 -> "{\"type\":\"array\",\"items\":" + type(depth + 1) + "}";
                case 10 -> "{\"type\":\"map\",\"values\":" + type(depth + 1) + "}";
                case 11 -> "[\"null\",\"string\",{\"type\":\"array\",\"items\":" + type(depth + 1) + "}]";
                case 12 -> "{\"type\":\"enum\",\"name\":\"E" + names++ + "\",\"symbols\":[\"A\"]}";
                default -> record(depth + 1);
            };
        }

        private String value(int depth) {
            return switch (random.nextInt(depth > 2 ? 9 : 13)) {
                case 0 -> "null";
                case 1 -> "true";
                case 2 -> "1";
                case 3 -> "5000000000";
                case 4 -> "1.5";
                case 5 -> "1e2";
                case 6 -> "\"A\"";
                case 7 -> "\"1.5\"";
                case 8 -> "{}";
                case 9 -> "[" + value(depth + 1) + "]";
                case 10 -> "[]";
                case 11 -> "{\"a\":" + value(depth + 1) + "}";
                default -> "{\"a\":" + value(depth + 1) + ",\"b\":" + value(depth + 1) + "}";
            };
        }
    }
}
