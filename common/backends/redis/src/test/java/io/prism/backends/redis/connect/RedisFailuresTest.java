// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.backends.redis.command.CommandEffect;
import io.vertx.redis.client.impl.types.ErrorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisFailuresTest {

    private final RedisFailures failures = new RedisFailures("cache");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOAUTH Authentication required. | asks for a password",
                "WRONGPASS invalid username-password pair or user is disabled. | refuses its user name or password",
                "NOPERM this user has no permissions to run the 'eval' command | does not permit its user",
                "OOM command not allowed when used memory > 'maxmemory'. script: 3f, on @user_script:12. | no memory",
                "ERR Error running script (call to f_12): @user_script:12: @user_script: 12: -OOM command not allowed"
                        + " when used memory > 'maxmemory'. | no memory",
                "LOADING Redis is loading the dataset in memory | still loading",
                "BUSY Redis is busy running a script. | SCRIPT KILL",
                "READONLY You can't write against a read only replica. | name the primary",
                "-READONLY You can't write against a read only replica. | name the primary",
                "MASTERDOWN Link with MASTER is down | name the primary",
                "MISCONF Redis is configured to save RDB snapshots | cannot save to its disk",
                "NOREPLICAS Not enough good replicas to write. | min-replicas-to-write",
                "MOVED 3999 127.0.0.1:6381 | is a Redis Cluster",
                "CLUSTERDOWN Hash slot not served | is a Redis Cluster",
                "WRONGTYPE Operation against a key holding the wrong kind of value | Prism did not write",
                "DENIED Redis is running in protected mode | protected mode",
                "ERR max number of clients reached | raise its maxclients",
                "ERR DB index is out of range | option database",
                "ERR unknown command 'EVALSHA', with args beginning with: 'geheim' | Redis 6 or newer",
            })
    void knowWhatWasNotDone(String answer, String sentence) {
        // When
        var down = failures.answered(ErrorType.create(answer), CommandEffect.WRITE);

        // Then
        assertThat(down).hasMessageStartingWith("backend 'cache' ").hasMessageContaining(sentence);
        assertThat(down.getMessage()).doesNotContain("geheim");
        assertThat(down.mayHaveHappened()).isFalse();
    }

    @Test
    void passOnWhatTheyDoNotKnowAndSayThatAWriteMayHaveHappened() {
        // Given
        var unknown = ErrorType.create("ERR something new, with args beginning with: 'geheim'");

        // When
        var write = failures.answered(unknown, CommandEffect.WRITE);
        var read = failures.answered(unknown, CommandEffect.READ);

        // Then
        assertThat(write).hasMessage("backend 'cache' answered: ERR something new");
        assertThat(write.mayHaveHappened()).isTrue();
        assertThat(read.mayHaveHappened()).isFalse();
        assertThat(failures.answered(ErrorType.create("x".repeat(5000)), CommandEffect.READ)
                        .getMessage())
                .hasSizeLessThan(300);
    }

    @Test
    void tellRefusalsFromServersThatDoNotWork() {
        assertThat(RedisFailures.isRefusal(refusal("NOPERM this user has no permissions")))
                .isTrue();
        assertThat(RedisFailures.isRefusal(refusal("ERR unknown command 'CONFIG', with args beginning with: 'GET'")))
                .isTrue();
        assertThat(RedisFailures.isRefusal(refusal("LOADING Redis is loading"))).isFalse();
        assertThat(RedisFailures.isRefusal(failures.closed())).isFalse();
    }

    private Throwable refusal(String answer) {
        return failures.answered(ErrorType.create(answer), CommandEffect.READ);
    }
}
