// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.ConfigProvider;

/** Calls the registry that the test runs. */
public final class Rest {

    /** The content type of Confluent's clients. */
    public static final String V1 = "application/vnd.schemaregistry.v1+json";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final AtomicInteger CONTEXTS = new AtomicInteger();

    private Rest() {}

    /** Where the registry answers. */
    public static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class);
    }

    /** The name of a context that nobody else uses, such as {@code .t7}. Ids start at 1 in it. */
    public static String newContext() {
        return ".t" + CONTEXTS.incrementAndGet();
    }

    /** The path segment of the subject {@code name} in {@code context}. */
    public static String in(String context, String name) {
        return encoded(":" + context + ":" + name);
    }

    /** {@code text} as it may stand in a path or a query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The body that registers {@code schema} as Avro. */
    public static String avro(String schema) {
        return body(schema, "AVRO").toString();
    }

    /** The body that registers {@code schema} in {@code format}. */
    public static ObjectNode body(String schema, String format) {
        return JsonNodeFactory.instance.objectNode().put("schema", schema).put("schemaType", format);
    }

    /** GET. */
    public static Answer get(String path) {
        return send(request(path).GET());
    }

    /** DELETE. */
    public static Answer delete(String path) {
        return send(request(path).DELETE());
    }

    /** POST with Confluent's content type. */
    public static Answer post(String path, String body) {
        return send(request(path).header("Content-Type", V1).POST(BodyPublishers.ofString(body)));
    }

    /** PUT with Confluent's content type. */
    public static Answer put(String path, String body) {
        return send(request(path).header("Content-Type", V1).PUT(BodyPublishers.ofString(body)));
    }

    /** A request without method and content type yet. */
    public static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base() + path)).timeout(Duration.ofSeconds(30));
    }

    /** Sends it. */
    public static Answer send(HttpRequest.Builder request) {
        try {
            var response = CLIENT.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new AssertionError("the registry did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("stopped", e);
        }
    }
}
