// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.choice;

import io.prism.core.config.secret.Secrets;
import io.prism.core.config.secret.Templates;
import io.prism.core.process.ProgramOptions;
import io.prism.core.process.ProgramOptions.Wrong;
import io.prism.registry.store.DurableStore;
import io.prism.registry.store.Store;
import io.prism.registry.store.cache.CachedStore;
import io.prism.registry.store.memory.MemoryStore;
import io.prism.registry.store.postgres.PostgresStore;
import io.prism.registry.store.postgres.PostgresTarget;
import io.prism.registry.store.postgres.PostgresTarget.Malformed;
import io.prism.registry.store.sqlite.SqliteStore;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which store a registry uses. */
public sealed interface StoreChoice {

    /** The option that names the store. */
    String STORE = "--store";

    /** The option that says where a password is. */
    String PASSWORD = "--store-password";

    /** The options that {@link #from} reads, all with a value. */
    Set<String> OPTIONS = Set.of(STORE, PASSWORD);

    /** What {@code --help} prints of them. */
    String USAGE = """
              --store memory          forget everything at the end (default)
              --store sqlite:FILE     keep everything in FILE, which is made when it is missing
              --store postgres:URL    keep everything in a database that many registries may share:
                                      postgresql://USER@HOST:PORT/DATABASE[?sslmode=MODE&sslrootcert=FILE&schema=NAME]
              --store-password REF    where the password of that database is: '${env:NAME}' or '${file:PATH}'
            """;

    /** How much memory the schemas may take that were read before: an eighth of what the launcher gives a registry. */
    long CACHE_BYTES = 32L << 20;

    /** Memory, which ends with the process. */
    record Memory() implements StoreChoice {
        @Override
        public Store open(Secrets secrets) {
            return new MemoryStore();
        }
    }

    /**
     * One file.
     *
     * @param file where it is
     */
    record Sqlite(Path file) implements StoreChoice {
        @Override
        public Store open(Secrets secrets) {
            return cached(SqliteStore.in(file));
        }
    }

    /**
     * A database.
     *
     * @param target where it is
     * @param password where its password is, as {@code ${env:NAME}} or {@code ${file:PATH}}; empty for none
     */
    record Postgres(PostgresTarget target, String password) implements StoreChoice {
        @Override
        public Store open(Secrets secrets) {
            // Resolved with each new connection: a password that was changed is found without a restart.
            return cached(PostgresStore.in(target, () -> secrets.resolve(password)));
        }
    }

    /** Opens the store. Nothing is connected to yet: it can be opened while its database is away. */
    Store open(Secrets secrets);

    /**
     * What a command line says; memory when it says nothing.
     *
     * @throws Wrong when it cannot be understood
     */
    static StoreChoice from(ProgramOptions options) throws Wrong {
        String text = options.text(STORE).orElse("memory");
        Optional<String> password = options.text(PASSWORD);
        StoreChoice choice = choice(text, password.orElse(""));
        if (password.isPresent()) {
            checkReference(password.get());
            if (!(choice instanceof Postgres)) {
                throw new Wrong(PASSWORD + " is for a store in PostgreSQL only");
            }
        }
        return choice;
    }

    private static StoreChoice choice(String text, String password) throws Wrong {
        int colon = text.indexOf(':');
        String rest = text.substring(colon + 1);
        return switch (colon < 0 ? text : text.substring(0, colon)) {
            case "memory" -> {
                if (colon >= 0) {
                    throw wrong();
                }
                yield new Memory();
            }
            case "sqlite" -> new Sqlite(file(colon < 0 ? "" : rest));
            case "postgres" -> postgres(rest, password);
            default -> throw wrong();
        };
    }

    private static Path file(String text) throws Wrong {
        // The JDBC driver would read what follows a question mark as options.
        if (text.isBlank() || text.indexOf('?') >= 0 || text.startsWith(":memory:")) {
            throw new Wrong(STORE + " sqlite: needs the path of a file, without '?'");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException malformed) {
            throw new Wrong(STORE + " sqlite: needs the path of a file: " + malformed.getReason());
        }
    }

    private static StoreChoice postgres(String url, String password) throws Wrong {
        try {
            return new Postgres(PostgresTarget.of(url), password);
        } catch (Malformed malformed) {
            throw new Wrong("the address of " + STORE + " postgres: " + malformed.getMessage());
        }
    }

    /** Not with the text, which may be a password. */
    private static void checkReference(String text) throws Wrong {
        List<Templates.Part> parts = Templates.parts(text);
        boolean good = Templates.any(text)
                && parts.stream().allMatch(part -> switch (part) {
                    case Templates.Literal literal -> literal.text().isEmpty();
                    case Templates.Variable _, Templates.Content _ -> true;
                    case Templates.Broken _ -> false;
                });
        if (!good) {
            throw new Wrong(PASSWORD + " must be '${env:NAME}' or '${file:PATH}', for others on this machine see"
                    + " command lines");
        }
    }

    private static Wrong wrong() {
        return new Wrong(STORE + " must be memory, sqlite:FILE or postgres:" + PostgresTarget.FORM);
    }

    private static Store cached(DurableStore store) {
        return new CachedStore(store, CACHE_BYTES, System::nanoTime);
    }
}
