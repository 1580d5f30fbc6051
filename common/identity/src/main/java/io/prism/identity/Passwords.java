// SPDX-License-Identifier: Apache-2.0
package io.prism.identity;

import io.prism.identity.Identification.Busy;
import io.prism.identity.Identification.Known;
import io.prism.identity.Identification.Refused;
import io.prism.identity.Identity.Proof;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * People with passwords. What was right is remembered for a minute, as a keyed hash that is of no use outside this
 * process, so that not every call costs a check. Only so many are checked at a time as there are processors. Safe for
 * use by many threads; not for event loops.
 */
final class Passwords {

    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int REMEMBERED_MAX = 10_000;
    private static final int WAIT_SECONDS_MAX = 5;
    private static final int KEY_BYTES = 32;

    private final Map<String, Password> byName;
    private final Optional<Password> anyone;
    private final InstantSource clock;
    private final SecretKeySpec key;
    private final Semaphore checks = new Semaphore(Runtime.getRuntime().availableProcessors());
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Identity> remembered = new LinkedHashMap<>();

    Passwords(List<Password> all, InstantSource clock) {
        this.byName = all.stream()
                .collect(Collectors.toMap(password -> password.who().name(), Function.identity(), (a, b) -> b));
        this.anyone = all.stream().findFirst();
        this.clock = clock;
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, "HmacSHA256");
    }

    /** Who calls itself {@code name} and knows {@code password}. */
    Identification check(String name, String password) {
        String mark = mark(name + "\0" + password);
        Optional<Identity> known = recall(mark);
        if (known.isPresent()) {
            return new Known(known.get());
        }
        if (!begin()) {
            return new Busy();
        }
        try {
            return slowly(name, password, mark);
        } finally {
            checks.release();
        }
    }

    private Identification slowly(String name, String password, String mark) {
        Optional<Password> expected = Optional.ofNullable(byName.get(name));
        // An unknown name takes as long as a known one, so that names cannot be found out by the time it takes.
        boolean right = expected.or(() -> anyone)
                .filter(tried -> tried.is(password.toCharArray()))
                .isPresent();
        return expected.filter(_ -> right)
                .<Identification>map(person -> new Known(remembered(mark, person.who())))
                .orElseGet(Refused::new);
    }

    private boolean begin() {
        try {
            return checks.tryAcquire(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Optional<Identity> recall(String mark) {
        lock.lock();
        try {
            return Optional.ofNullable(remembered.get(mark))
                    .filter(known ->
                            known.until().filter(clock.instant()::isBefore).isPresent());
        } finally {
            lock.unlock();
        }
    }

    private Identity remembered(String mark, Principal who) {
        Identity known =
                new Identity(who, Proof.PASSWORD, Optional.of(clock.instant().plus(REMEMBERED)));
        lock.lock();
        try {
            remembered.remove(mark);
            remembered.put(mark, known);
            if (remembered.size() > REMEMBERED_MAX) {
                remembered.remove(remembered.keySet().iterator().next());
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private String mark(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }
}
