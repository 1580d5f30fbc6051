// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import io.prism.backends.redis.connect.Endpoint;
import io.prism.backends.redis.connect.RedisConnectionLimits;
import io.prism.core.OptionMap;
import io.prism.core.failure.GatewayException.Rejected;
import java.time.Duration;
import java.util.Optional;

/**
 * How a Redis backend is configured.
 *
 * @param endpoint the server
 * @param limits what the connections may take
 * @param rawPrefix there when plain strings are used as they are: what the names of their Redis keys begin with
 */
record RedisOptions(Endpoint endpoint, RedisConnectionLimits limits, Optional<String> rawPrefix) {

    private static final int CONNECTIONS_MAX = 64;
    private static final int WAITING_MAX = 100_000;
    private static final Duration TIMEOUT_MAX = Duration.ofHours(1);
    private static final int PREFIX_CHARS_MAX = 512;

    static RedisOptions from(OptionMap settings) {
        return new RedisOptions(EndpointOptions.from(settings), limits(settings), rawPrefix(settings));
    }

    private static RedisConnectionLimits limits(OptionMap settings) {
        return new RedisConnectionLimits(
                within(settings, "pool.max", CONNECTIONS_MAX),
                within(settings, "pool.waiting", WAITING_MAX),
                timeout(settings, "connect-timeout"),
                timeout(settings, "command-timeout"),
                timeout(settings, "acquire-timeout"));
    }

    private static int within(OptionMap settings, String name, int most) {
        int number = settings.number(name);
        if (number < 1 || number > most) {
            throw new Rejected(settings.where() + "." + name, "must be 1 to " + most, "" + number);
        }
        return number;
    }

    private static Duration timeout(OptionMap settings, String name) {
        Duration time = settings.duration(name);
        if (!time.isPositive() || time.compareTo(TIMEOUT_MAX) > 0) {
            throw new Rejected(settings.where() + "." + name, "must be 1ms to 1h", "");
        }
        return time;
    }

    private static Optional<String> rawPrefix(OptionMap settings) {
        Optional<String> prefix = settings.text("key-prefix");
        if (!settings.flag("raw-keys")) {
            if (prefix.isPresent()) {
                throw new Rejected(settings.where() + ".key-prefix", "can only be set with raw-keys: true", "");
            }
            return Optional.empty();
        }
        String text = prefix.orElse("");
        if (text.length() > PREFIX_CHARS_MAX) {
            throw new Rejected(
                    settings.where() + ".key-prefix", "must be at most " + PREFIX_CHARS_MAX + " characters long", "");
        }
        return Optional.of(text);
    }
}
