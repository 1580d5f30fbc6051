// SPDX-License-Identifier: Apache-2.0
package io.prism.patterns.keyvalue.serve;

import io.prism.contracts.keyvalue.CompareAndDeleteResponse;
import io.prism.contracts.keyvalue.CompareAndSwapResponse;
import io.prism.contracts.keyvalue.DeleteResponse;
import io.prism.contracts.keyvalue.ExpireResponse;
import io.prism.contracts.keyvalue.GetResponse;
import io.prism.contracts.keyvalue.GetTTLResponse;
import io.prism.contracts.keyvalue.IncrementResponse;
import io.prism.contracts.keyvalue.PersistResponse;
import io.prism.contracts.keyvalue.SetResponse;
import io.prism.contracts.keyvalue.TransactionResult;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.TimeToLive;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Comparison;
import io.prism.spi.keyvalue.operation.Count;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** From what a backend answers to messages. */
final class Responses {

    private static final long FOREVER = -1;
    private static final long ABSENT = -2;

    private Responses() {}

    static SetResponse written(Version version) {
        return SetResponse.newBuilder()
                .setSuccess(true)
                .setVersion(version.token())
                .build();
    }

    static GetResponse read(Optional<Entry> entry) {
        return entry.map(Responses::found).orElse(GetResponse.getDefaultInstance());
    }

    static long expiresAtMillis(Entry entry) {
        return entry.expiresAt().map(Instant::toEpochMilli).orElse(0L);
    }

    static DeleteResponse deleted(boolean existed) {
        return DeleteResponse.newBuilder()
                .setSuccess(true)
                .setKeyExisted(existed)
                .build();
    }

    static CompareAndSwapResponse swapped(Comparison comparison) {
        return CompareAndSwapResponse.newBuilder()
                .setSwapped(comparison.matched())
                .setVersion(token(comparison))
                .build();
    }

    static CompareAndDeleteResponse deleted(Comparison comparison) {
        return CompareAndDeleteResponse.newBuilder()
                .setDeleted(comparison.matched())
                .setVersion(token(comparison))
                .build();
    }

    static IncrementResponse counted(Count count) {
        return IncrementResponse.newBuilder()
                .setValue(count.value())
                .setVersion(count.version().token())
                .build();
    }

    static ExpireResponse expiring(boolean existed) {
        return ExpireResponse.newBuilder()
                .setSuccess(true)
                .setKeyExisted(existed)
                .build();
    }

    static PersistResponse persisted(TimeToLive before) {
        return PersistResponse.newBuilder()
                .setSuccess(true)
                .setKeyExisted(!(before instanceof TimeToLive.Absent))
                .setExpirationRemoved(before instanceof TimeToLive.Left)
                .setPreviousTtlMillis(millis(before))
                .build();
    }

    static GetTTLResponse ttl(TimeToLive ttl) {
        return GetTTLResponse.newBuilder()
                .setTtlSeconds(seconds(ttl))
                .setTtlMillis(millis(ttl))
                .build();
    }

    /** The result of one operation of a transaction; which answer fits a comparison depends on the operation. */
    static TransactionResult result(Operation operation, Result result) {
        TransactionResult.Builder message = TransactionResult.newBuilder();
        switch (result) {
            case Result.Written(Version version) -> message.setSet(written(version));
            case Result.Deleted(boolean existed) -> message.setDelete(deleted(existed));
            case Result.Read(Optional<Entry> entry) -> message.setGet(read(entry));
            case Result.Compared(Comparison comparison)
            when operation instanceof Operation.CompareAndDelete -> message.setCompareAndDelete(deleted(comparison));
            case Result.Compared(Comparison comparison) -> message.setCompareAndSwap(swapped(comparison));
            case Result.Counted(Count count) -> message.setIncrement(counted(count));
            case Result.Expiring(boolean existed) -> message.setExpire(expiring(existed));
            case Result.Persisted(TimeToLive before) -> message.setPersist(persisted(before));
        }
        return message.build();
    }

    private static String token(Comparison comparison) {
        return comparison.version().map(Version::token).orElse("");
    }

    private static GetResponse found(Entry entry) {
        return GetResponse.newBuilder()
                .setFound(true)
                .setValue(entry.value().bytes())
                .setVersion(entry.version().token())
                .setExpiresAtMillis(expiresAtMillis(entry))
                .build();
    }

    private static long seconds(TimeToLive ttl) {
        return switch (ttl) {
            case TimeToLive.Absent _ -> ABSENT;
            case TimeToLive.Forever _ -> FOREVER;
            // Rounded up, so that a living key never shows zero seconds.
            case TimeToLive.Left(Duration left) -> left.plusMillis(999).toSeconds();
        };
    }

    private static long millis(TimeToLive ttl) {
        return switch (ttl) {
            case TimeToLive.Absent _ -> ABSENT;
            case TimeToLive.Forever _ -> FOREVER;
            case TimeToLive.Left(Duration left) -> left.toMillis();
        };
    }
}
