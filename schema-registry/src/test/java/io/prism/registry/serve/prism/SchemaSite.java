// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.prism;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A registry that may take schemas from an HTTPS server of this machine, which it also starts. */
public class SchemaSite implements QuarkusTestProfile {

    static final String SCHEMA = "{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"shop\",\"fields\":[]}";
    static final AtomicInteger SERVED = new AtomicInteger();

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final int LARGE = 100_000;

    private static int port;

    static String url(String path) {
        return "https://localhost:" + port + path;
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            Path folder = Files.createTempDirectory("prism-site");
            Path certificate = start(folder);
            return Map.of(
                    "prism.registry.trust.allowed-sources", "localhost:" + port + "/schemas/*",
                    "prism.registry.trust.allow-private-addresses", "true",
                    "prism.registry.trust.timeout", "2s",
                    "prism.registry.trust.size", "10K",
                    "prism.registry.trust.ca-file", certificate.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path start(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        Path store = folder.resolve("site.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "site",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool failed");
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", SchemaSite::serve);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        port = server.getAddress().getPort();
        return Files.writeString(
                folder.resolve("site.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getCertificate("site").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
    }

    private static void serve(HttpExchange exchange) throws IOException {
        SERVED.incrementAndGet();
        switch (exchange.getRequestURI().getPath()) {
            case "/schemas/order.avsc" -> answer(exchange, 200, SCHEMA);
            case "/schemas/large" -> answer(exchange, 200, "x".repeat(LARGE));
            case "/schemas/moved" -> {
                exchange.getResponseHeaders().add("Location", url("/schemas/order.avsc"));
                answer(exchange, 302, "");
            }
            case "/schemas/slow" -> exchange.sendResponseHeaders(200, LARGE);
            default -> answer(exchange, 404, "");
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
