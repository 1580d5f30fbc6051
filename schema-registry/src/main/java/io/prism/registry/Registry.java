// SPDX-License-Identifier: Apache-2.0
package io.prism.registry;

import io.prism.core.config.HostPort;
import io.prism.core.config.secret.Secrets;
import io.prism.core.process.EndpointFile;
import io.prism.core.process.OldGenerationTrimmer;
import io.prism.core.process.ParentWatch;
import io.prism.core.process.ProgramOptions.Wrong;
import io.prism.registry.store.Store;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.CommandLineArguments;
import io.quarkus.vertx.http.HttpServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import java.io.IOException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of the schema registry, put together. */
@ApplicationScoped
class Registry {

    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);

    /** What old garbage may take, in bytes. */
    private static final long HEAP_GROWTH = 12L << 20;

    private final HttpServer server;

    Registry(HttpServer server) {
        this.server = server;
    }

    /** Says where the running server listens; false, with the reason in the log, when that is not possible. */
    boolean announce(RegistryArguments arguments) {
        HostPort listen = arguments.listen().taken(server::getPort);
        HostPort management = arguments.management().taken(server::getManagementPort);
        if (arguments.endpointFile().isPresent()) {
            try {
                EndpointFile.write(arguments.endpointFile().get(), listen, management);
            } catch (IOException failed) {
                LOG.error("cannot write the endpoint file: {}", String.valueOf(failed));
                return false;
            }
        }
        OldGenerationTrimmer.start(HEAP_GROWTH);
        LOG.info("the schema registry answers at {}, health and metrics at {}", listen, management);
        if (arguments.followParent()) {
            ParentWatch.start(System.in, Quarkus::asyncExit);
        }
        return true;
    }

    /** The store of the command line; connected to with the first call. */
    @Produces
    @ApplicationScoped
    Store store(@CommandLineArguments String[] args) throws Wrong {
        Secrets secrets = Secrets.standard(System.getenv());
        return RegistryArguments.parse(args).orElseThrow().store().open(secrets);
    }

    void close(@Disposes Store store) throws Exception {
        if (store instanceof AutoCloseable open) {
            open.close();
        }
    }

    /** The time of day. */
    @Produces
    @ApplicationScoped
    InstantSource clock() {
        return InstantSource.system();
    }
}
