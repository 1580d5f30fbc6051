// SPDX-License-Identifier: Apache-2.0
package io.prism.spi.keyvalue.operation;

import com.google.protobuf.ByteString;
import io.prism.core.failure.GatewayException;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.TimeToLive;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of a transaction as bytes, for drivers that keep it beside the data (see {@link io.prism.spi.keyvalue.KeyValueIdempotency}). Big-endian:
 * a format number, whether it was committed, the number of results, then each with a tag. Texts are a two-byte length
 * and UTF-8; values a four-byte length and their bytes.
 */
public final class TransactionCodec {

    private static final int FORMAT = 1;
    private static final int WRITTEN = 1;
    private static final int DELETED = 2;
    private static final int READ = 3;
    private static final int COMPARED = 4;
    private static final int COUNTED = 5;
    private static final int EXPIRING = 6;
    private static final int PERSISTED = 7;
    private static final long NEVER = -1;
    private static final long ABSENT = -2;

    /** In an entry any other moment may be written, also one before 1970. */
    private static final long NO_EXPIRY = Long.MIN_VALUE;

    private TransactionCodec() {}

    /** The outcome as bytes. */
    public static byte[] encode(Transaction transaction) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeBoolean(transaction.committed());
            out.writeInt(transaction.results().size());
            for (Result result : transaction.results()) {
                write(out, result);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * The outcome that {@link #encode} made these bytes of.
     *
     * @throws IllegalArgumentException when they were made by something else, or a newer version of it
     */
    public static Transaction decode(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int format = in.readUnsignedByte();
            if (format != FORMAT) {
                throw new IllegalArgumentException("outcome of a transaction in unknown format " + format);
            }
            boolean committed = in.readBoolean();
            int count = in.readInt();
            List<Result> results = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                results.add(read(in));
            }
            if (in.available() > 0) {
                throw new IllegalArgumentException("outcome of a transaction goes on behind its end");
            }
            return new Transaction(committed, results);
        } catch (GatewayException badKey) {
            throw new IllegalArgumentException("outcome of a transaction holds no key where one must be", badKey);
        } catch (IOException cut) {
            throw new IllegalArgumentException("outcome of a transaction is cut off", cut);
        }
    }

    private static void write(DataOutputStream out, Result result) throws IOException {
        switch (result) {
            case Result.Written(Version version) -> {
                out.writeByte(WRITTEN);
                out.writeUTF(version.token());
            }
            case Result.Deleted(boolean existed) -> {
                out.writeByte(DELETED);
                out.writeBoolean(existed);
            }
            case Result.Read(Optional<Entry> entry) -> {
                out.writeByte(READ);
                out.writeBoolean(entry.isPresent());
                if (entry.isPresent()) {
                    write(out, entry.get());
                }
            }
            case Result.Compared(Comparison comparison) -> {
                out.writeByte(COMPARED);
                out.writeBoolean(comparison.matched());
                out.writeUTF(comparison.version().map(Version::token).orElse(""));
            }
            case Result.Counted(Count count) -> {
                out.writeByte(COUNTED);
                out.writeLong(count.value());
                out.writeUTF(count.version().token());
            }
            case Result.Expiring(boolean existed) -> {
                out.writeByte(EXPIRING);
                out.writeBoolean(existed);
            }
            case Result.Persisted(TimeToLive before) -> {
                out.writeByte(PERSISTED);
                out.writeLong(
                        switch (before) {
                            case TimeToLive.Absent _ -> ABSENT;
                            case TimeToLive.Forever _ -> NEVER;
                            case TimeToLive.Left(Duration left) -> left.toMillis();
                        });
            }
        }
    }

    private static void write(DataOutputStream out, Entry entry) throws IOException {
        // Not writeUTF: a key may hold U+0000, which that encodes in its own way; and values are longer than it takes.
        write(out, ByteString.copyFromUtf8(entry.key().name()));
        write(out, entry.value().bytes());
        out.writeUTF(entry.version().token());
        out.writeLong(entry.expiresAt().map(Instant::toEpochMilli).orElse(NO_EXPIRY));
    }

    private static void write(DataOutputStream out, ByteString bytes) throws IOException {
        out.writeInt(bytes.size());
        bytes.writeTo(out);
    }

    private static Result read(DataInputStream in) throws IOException {
        int tag = in.readUnsignedByte();
        return switch (tag) {
            case WRITTEN -> new Result.Written(new Version(in.readUTF()));
            case DELETED -> new Result.Deleted(in.readBoolean());
            case READ -> new Result.Read(in.readBoolean() ? Optional.of(entry(in)) : Optional.empty());
            case COMPARED -> new Result.Compared(new Comparison(in.readBoolean(), version(in.readUTF())));
            case COUNTED -> new Result.Counted(new Count(in.readLong(), new Version(in.readUTF())));
            case EXPIRING -> new Result.Expiring(in.readBoolean());
            case PERSISTED -> new Result.Persisted(ttl(in.readLong()));
            default -> throw new IllegalArgumentException("outcome of a transaction has unknown tag " + tag);
        };
    }

    private static Entry entry(DataInputStream in) throws IOException {
        Key key = new Key(bytes(in).toStringUtf8());
        Value value = new Value(bytes(in));
        Version version = new Version(in.readUTF());
        long expiresAt = in.readLong();
        return new Entry(
                key,
                value,
                version,
                expiresAt == NO_EXPIRY ? Optional.empty() : Optional.of(Instant.ofEpochMilli(expiresAt)));
    }

    private static ByteString bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IllegalArgumentException("outcome of a transaction is cut off");
        }
        return ByteString.copyFrom(bytes);
    }

    private static Optional<Version> version(String token) {
        return token.isEmpty() ? Optional.empty() : Optional.of(new Version(token));
    }

    private static TimeToLive ttl(long millis) {
        if (millis == ABSENT) {
            return new TimeToLive.Absent();
        }
        return millis == NEVER ? new TimeToLive.Forever() : new TimeToLive.Left(Duration.ofMillis(millis));
    }
}
