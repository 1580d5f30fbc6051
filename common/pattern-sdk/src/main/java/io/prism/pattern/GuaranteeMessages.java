// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern;

import io.prism.contracts.binding.BackendGuarantees;
import io.prism.contracts.binding.BindingNeeds;
import io.prism.contracts.binding.Consistency;
import io.prism.contracts.binding.Durability;
import io.prism.contracts.binding.KeyValueGuarantees;
import io.prism.contracts.binding.KeyValueNeeds;
import io.prism.contracts.binding.TransactionIsolation;
import io.prism.core.ModelNeeds;
import io.prism.core.Needs;
import io.prism.spi.Guarantees;
import io.prism.spi.ModelGuarantees;
import java.time.Duration;

/** What bindings need and backends promise, as messages. */
final class GuaranteeMessages {

    private GuaranteeMessages() {}

    static BindingNeeds needs(Needs needs) {
        BindingNeeds.Builder message = BindingNeeds.newBuilder();
        needs.durability().ifPresent(level -> message.setDurability(durability(level)));
        for (ModelNeeds model : needs.models()) {
            switch (model) {
                case ModelNeeds.KeyValue keyValue -> message.setKeyvalue(keyValue(keyValue));
            }
        }
        return message.build();
    }

    static BackendGuarantees guarantees(Guarantees guarantees) {
        BackendGuarantees.Builder message = BackendGuarantees.newBuilder()
                .setDurability(durability(guarantees.durability()))
                .setEvidence(guarantees.evidence());
        for (ModelGuarantees model : guarantees.models()) {
            switch (model) {
                case ModelGuarantees.KeyValue keyValue -> add(keyValue(keyValue), message);
            }
        }
        return message.build();
    }

    private static KeyValueNeeds keyValue(ModelNeeds.KeyValue needs) {
        KeyValueNeeds.Builder message = KeyValueNeeds.newBuilder();
        needs.consistency().ifPresent(level -> message.setConsistency(consistency(level)));
        needs.transactions().ifPresent(level -> message.setTransactions(transactions(level)));
        needs.ttlPrecision().map(Duration::toMillis).ifPresent(message::setTtlPrecisionMillis);
        needs.valueBytes().ifPresent(message::setValueBytes);
        return message.build();
    }

    private static KeyValueGuarantees keyValue(ModelGuarantees.KeyValue guarantees) {
        return KeyValueGuarantees.newBuilder()
                .setConsistency(consistency(guarantees.consistency()))
                .setTransactions(transactions(guarantees.transactions()))
                .setTtlPrecisionMillis(guarantees.ttlPrecision().toMillis())
                .setValueBytesMax(guarantees.valueBytesMax())
                .build();
    }

    /** Beside its own field also in those that were there before data models had fields of their own. */
    private static void add(KeyValueGuarantees keyValue, BackendGuarantees.Builder message) {
        message.setKeyvalue(keyValue)
                .setConsistency(keyValue.getConsistency())
                .setIsolation(keyValue.getTransactions())
                .setTtlPrecisionMillis(keyValue.getTtlPrecisionMillis())
                .setValueBytesMax(keyValue.getValueBytesMax());
    }

    private static Durability durability(io.prism.core.Durability level) {
        return Durability.valueOf("DURABILITY_" + level.name());
    }

    private static Consistency consistency(io.prism.core.Consistency level) {
        return Consistency.valueOf("CONSISTENCY_" + level.name());
    }

    private static TransactionIsolation transactions(io.prism.core.TransactionIsolation level) {
        return TransactionIsolation.valueOf("TRANSACTION_ISOLATION_" + level.name());
    }
}
