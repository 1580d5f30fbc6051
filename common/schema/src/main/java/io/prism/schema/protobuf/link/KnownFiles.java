// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.link;

import com.google.protobuf.AnyProto;
import com.google.protobuf.ApiProto;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.SourceContextProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.TypeProto;
import com.google.protobuf.WrappersProto;
import com.google.type.CalendarPeriodProto;
import com.google.type.ColorProto;
import com.google.type.DateProto;
import com.google.type.DateTimeProto;
import com.google.type.DayOfWeekProto;
import com.google.type.DecimalProto;
import com.google.type.ExprProto;
import com.google.type.FractionProto;
import com.google.type.IntervalProto;
import com.google.type.LatLngProto;
import com.google.type.LocalizedTextProto;
import com.google.type.MoneyProto;
import com.google.type.MonthProto;
import com.google.type.PhoneNumberProto;
import com.google.type.PostalAddressProto;
import com.google.type.QuaternionProto;
import com.google.type.TimeOfDayProto;
import org.jspecify.annotations.Nullable;

/**
 * Files that can be imported although nobody gives them: Protobuf's own ({@code google/protobuf/…}, {@code
 * google/type/…}) as descriptors, Confluent's and Prism's as texts.
 */
final class KnownFiles {

    private KnownFiles() {}

    /** The descriptor of a file of Protobuf's own; null when {@code path} is none of them. */
    static @Nullable FileDescriptor descriptor(String path) {
        if (path.startsWith("google/type/")) {
            return type(path);
        }
        return switch (path) {
            case "google/protobuf/any.proto" -> AnyProto.getDescriptor();
            case "google/protobuf/api.proto" -> ApiProto.getDescriptor();
            case "google/protobuf/descriptor.proto" -> DescriptorProtos.getDescriptor();
            case "google/protobuf/duration.proto" -> DurationProto.getDescriptor();
            case "google/protobuf/empty.proto" -> EmptyProto.getDescriptor();
            case "google/protobuf/field_mask.proto" -> FieldMaskProto.getDescriptor();
            case "google/protobuf/source_context.proto" -> SourceContextProto.getDescriptor();
            case "google/protobuf/struct.proto" -> StructProto.getDescriptor();
            case "google/protobuf/timestamp.proto" -> TimestampProto.getDescriptor();
            case "google/protobuf/type.proto" -> TypeProto.getDescriptor();
            case "google/protobuf/wrappers.proto" -> WrappersProto.getDescriptor();
            default -> null;
        };
    }

    private static @Nullable FileDescriptor type(String path) {
        return switch (path) {
            case "google/type/calendar_period.proto" -> CalendarPeriodProto.getDescriptor();
            case "google/type/color.proto" -> ColorProto.getDescriptor();
            case "google/type/date.proto" -> DateProto.getDescriptor();
            case "google/type/datetime.proto" -> DateTimeProto.getDescriptor();
            case "google/type/dayofweek.proto" -> DayOfWeekProto.getDescriptor();
            case "google/type/decimal.proto" -> DecimalProto.getDescriptor();
            case "google/type/expr.proto" -> ExprProto.getDescriptor();
            case "google/type/fraction.proto" -> FractionProto.getDescriptor();
            case "google/type/interval.proto" -> IntervalProto.getDescriptor();
            case "google/type/latlng.proto" -> LatLngProto.getDescriptor();
            case "google/type/localized_text.proto" -> LocalizedTextProto.getDescriptor();
            case "google/type/money.proto" -> MoneyProto.getDescriptor();
            case "google/type/month.proto" -> MonthProto.getDescriptor();
            case "google/type/phone_number.proto" -> PhoneNumberProto.getDescriptor();
            case "google/type/postal_address.proto" -> PostalAddressProto.getDescriptor();
            case "google/type/quaternion.proto" -> QuaternionProto.getDescriptor();
            case "google/type/timeofday.proto" -> TimeOfDayProto.getDescriptor();
            default -> null;
        };
    }

    /** The text of a file of Confluent's or Prism's; null when {@code path} is none of them. */
    static @Nullable String text(String path) {
        return switch (path) {
            case "confluent/meta.proto" -> CONFLUENT_META;
            case "confluent/type/decimal.proto" -> CONFLUENT_DECIMAL;
            case "prism/options.proto" -> PRISM_OPTIONS;
            default -> null;
        };
    }

    private static final String CONFLUENT_META = """
            syntax = "proto3";
            package confluent;
            import "google/protobuf/descriptor.proto";
            message Meta { string doc = 1; map<string, string> params = 2; repeated string tags = 3; }
            extend google.protobuf.FileOptions { Meta file_meta = 1088; }
            extend google.protobuf.MessageOptions { Meta message_meta = 1088; }
            extend google.protobuf.FieldOptions { Meta field_meta = 1088; }
            extend google.protobuf.EnumOptions { Meta enum_meta = 1088; }
            extend google.protobuf.EnumValueOptions { Meta enum_value_meta = 1088; }
            """;

    private static final String CONFLUENT_DECIMAL = """
            syntax = "proto3";
            package confluent.type;
            message Decimal { bytes value = 1; uint32 precision = 2; int32 scale = 3; }
            """;

    /** Held equal to the file of prism-contracts by a test. */
    private static final String PRISM_OPTIONS = """
            syntax = "proto3";
            package prism;
            import "google/protobuf/descriptor.proto";
            option java_multiple_files = true;
            option java_outer_classname = "OptionsProto";
            option java_package = "io.prism.contracts.options";
            extend google.protobuf.MessageOptions {
              string namespace = 50000;
              string access_pattern = 50001;
              int64 estimated_read_rps = 50002;
              int64 estimated_write_rps = 50003;
              int64 estimated_data_size_gb = 50004;
              string backend = 50005;
              string consistency = 50006;
              int32 retention_days = 50007;
              bool enable_cache = 50008;
              int32 cache_ttl_seconds = 50009;
            }
            extend google.protobuf.FieldOptions {
              string index = 50100;
              string pii = 50101;
              bool encrypt_at_rest = 50102;
              bool mask_in_logs = 50103;
              bool access_audit = 50104;
              string validation = 50105;
              int32 max_length = 50106;
              bool required = 50107;
            }
            extend google.protobuf.ServiceOptions {
              bool require_auth = 50200;
              int32 rate_limit_rps = 50201;
              string version = 50202;
            }
            extend google.protobuf.MethodOptions {
              bool idempotent = 50300;
              int32 timeout_ms = 50301;
              bool cacheable = 50302;
              int32 rpc_cache_ttl_seconds = 50303;
              repeated string required_permissions = 50304;
            }
            """;
}
