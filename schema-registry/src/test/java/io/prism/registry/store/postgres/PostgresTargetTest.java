// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.registry.store.postgres.PostgresTarget.Malformed;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresTargetTest {

    @Test
    void readsEveryPart() throws Malformed {
        assertThat(PostgresTarget.of(
                        "postgres://a%40b@[::1]:6000/d%20b?sslmode=verify-ca&sslrootcert=/a%20b&schema=other"))
                .isEqualTo(new PostgresTarget("::1", 6000, "d b", "a@b", "other", "verify-ca", Optional.of("/a b")));
    }

    @Test
    void hasDefaultsForWhatIsNotSaid() throws Malformed {
        assertThat(PostgresTarget.of("postgresql://ann@db.example"))
                .isEqualTo(new PostgresTarget(
                        "db.example", 5432, "ann", "ann", PostgresTarget.SCHEMA, "disable", Optional.empty()));
        assertThat(PostgresTarget.of("postgresql://ann@h/d?sslrootcert=f").sslMode())
                .isEqualTo("verify-full");
    }

    @ParameterizedTest
    @CsvSource({
        "mysql://a@h/d, must be postgresql://USER@HOST:PORT/DATABASE",
        "'postgresql://a@h1,h2/d', must be postgresql",
        "postgresql://a@h:99999/d, must be postgresql",
        "postgresql://a@h/d/e, must be postgresql",
        "a b, must be postgresql",
        "postgresql://h/d, must name a user",
        "postgresql://a:secret@h/d, must not hold a password",
        "postgresql://a:@h/d, must not hold a password",
        "postgresql://a@h/d?sslmode=prefer, has the sslmode 'prefer'",
        "postgresql://a@h/d?sslmode=verify-full, needs sslrootcert",
        "postgresql://a@h/d?sslmode=require&sslrootcert=f, does not look at",
        "postgresql://a@h/d?password=secret, may have the parameters",
        "postgresql://a@h/d?schema=A;B, has the schema",
    })
    void refusesWhatItCannotUseAndRepeatsNoPassword(String url, String why) {
        assertThatThrownBy(() -> PostgresTarget.of(url))
                .isInstanceOf(Malformed.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining("secret");
    }
}
