// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.admit.who;

import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
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

    private record Remembered(Principal who, Instant until) {}

    private final Map<String, Password> byName;
    private final Optional<Password> anyone;
    private final InstantSource clock;
    private final SecretKeySpec key;
    private final Semaphore checks = new Semaphore(Runtime.getRuntime().availableProcessors());
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Remembered> remembered = new LinkedHashMap<>();

    Passwords(List<Password> all, InstantSource clock) {
        this.byName = all.stream()
                .collect(Collectors.toMap(password -> password.who().name(), Function.identity(), (a, b) -> b));
        this.anyone = all.stream().findFirst();
        this.clock = clock;
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, "HmacSHA256");
    }

    /**
     * Who calls itself {@code name} and knows {@code password}; empty when it does not.
     *
     * @throws RegistryException when too many passwords are to be checked
     */
    Optional<Principal> check(String name, String password) {
        String mark = mark(name + "\0" + password);
        Optional<Principal> known = recall(mark);
        if (known.isPresent()) {
            return known;
        }
        Optional<Password> expected = Optional.ofNullable(byName.get(name));
        // An unknown name takes as long as a known one, so that names cannot be found out by the time it takes.
        Optional<Password> tried = expected.or(() -> anyone);
        boolean right = tried.isPresent() && slowly(tried.get(), password) && expected.isPresent();
        Optional<Principal> who = expected.filter(person -> right).map(Password::who);
        who.ifPresent(person -> remember(mark, person));
        return who;
    }

    private boolean slowly(Password expected, String password) {
        try {
            if (!checks.tryAcquire(WAIT_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw busy();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return expected.is(password.toCharArray());
        } finally {
            checks.release();
        }
    }

    private static RegistryException busy() {
        return new RegistryException(ErrorCode.BUSY, "Too many passwords are being checked; try again");
    }

    private Optional<Principal> recall(String mark) {
        lock.lock();
        try {
            return Optional.ofNullable(remembered.get(mark))
                    .filter(known -> clock.instant().isBefore(known.until()))
                    .map(Remembered::who);
        } finally {
            lock.unlock();
        }
    }

    private void remember(String mark, Principal who) {
        lock.lock();
        try {
            remembered.remove(mark);
            remembered.put(mark, new Remembered(who, clock.instant().plus(REMEMBERED)));
            if (remembered.size() > REMEMBERED_MAX) {
                remembered.remove(remembered.keySet().iterator().next());
            }
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
