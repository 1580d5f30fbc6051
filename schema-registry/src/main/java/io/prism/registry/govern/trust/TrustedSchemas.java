// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.govern.trust;

import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.fault.RegistryException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Schemas from elsewhere that are what they should be. Safe for use by many threads; may block for the time-out. */
@ApplicationScoped
public class TrustedSchemas {

    /**
     * A schema from elsewhere.
     *
     * @param text the schema
     * @param sha256 of its bytes, 64 small hexadecimal digits
     * @param cached whether it was fetched before
     */
    public record Trusted(String text, String sha256, boolean cached) {}

    private record Kept(Trusted schema, Instant until) {}

    private final TrustSettings settings;
    private final Fetcher fetcher;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<URI, Kept> kept = new LinkedHashMap<>();

    TrustedSchemas(TrustSettings settings, Fetcher fetcher, InstantSource clock) {
        this.settings = settings;
        this.fetcher = fetcher;
        this.clock = clock;
    }

    /**
     * The schema at {@code url}.
     *
     * @param sha256 what its bytes must hash to, in hexadecimal digits
     * @throws RegistryException when the place is not allowed, does not answer, or has something else
     */
    public Trusted get(String url, String sha256) {
        Source source = Source.of(url);
        source.checkAllowed(settings.allowedSources().orElse(List.of()));
        String wanted = sha256.toLowerCase(Locale.ROOT);
        if (!wanted.matches("[0-9a-f]{64}")) {
            throw Source.refused("The sha256 of a schema is 64 hexadecimal digits");
        }
        Optional<Trusted> known =
                recall(source.uri()).filter(schema -> schema.sha256().equals(wanted));
        return known.orElseGet(() -> fetch(source, wanted));
    }

    private Trusted fetch(Source source, String wanted) {
        byte[] bytes = fetcher.fetch(source);
        String seen = sha256(bytes);
        if (!seen.equals(wanted)) {
            throw Source.refused("The schema at '%s' has the sha256 %s, expected was %s"
                    .formatted(ConfluentFailures.shown(source.uri().toString()), seen, wanted));
        }
        Trusted schema = new Trusted(text(bytes), seen, false);
        keep(source.uri(), new Trusted(schema.text(), seen, true));
        return schema;
    }

    private Optional<Trusted> recall(URI uri) {
        lock.lock();
        try {
            return Optional.ofNullable(kept.get(uri))
                    .filter(entry -> clock.instant().isBefore(entry.until()))
                    .map(Kept::schema);
        } finally {
            lock.unlock();
        }
    }

    private void keep(URI uri, Trusted schema) {
        lock.lock();
        try {
            kept.remove(uri);
            kept.put(uri, new Kept(schema, clock.instant().plus(settings.cacheTtl())));
            if (kept.size() > settings.cacheEntries()) {
                kept.remove(kept.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw Source.refused("The schema is not UTF-8");
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
