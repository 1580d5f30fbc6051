// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json.openapi;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.prism.contracts.Contracts;
import io.prism.contracts.binding.BindingProto;
import io.prism.proxy.json.fault.Problem;
import io.prism.proxy.json.find.RpcMethod;
import io.prism.proxy.json.find.RpcMethods;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * The OpenAPI 3.1 document of everything a binding may serve, made from the protos' descriptors. Which binding serves
 * what is a matter of configuration: {@code DescribeBinding} tells.
 */
public final class OpenApi {

    private static final String DATA = "prism.interfaces.";
    private static final String JSON = "application/json";

    private final MessageSchemas schemas = new MessageSchemas();

    private OpenApi() {}

    private static final class Holder {
        private static final String TEXT = new OpenApi().document().encodePrettily() + "\n";
    }

    /** The document, the same each time; made when it is first asked for. */
    public static String text() {
        return Holder.TEXT;
    }

    private JsonObject document() {
        JsonObject paths = new JsonObject();
        JsonArray tags = new JsonArray();
        for (ServiceDescriptor service : Contracts.services()) {
            if (isData(service)) {
                tags.add(new JsonObject()
                        .put("name", RpcMethods.shortName(service))
                        .put("description", service.getFullName()));
                service.getMethods().stream()
                        .filter(method -> !method.isClientStreaming())
                        .forEach(method -> paths.put(path(method), operations(RpcMethod.of(method))));
            }
        }
        return new JsonObject()
                .put("openapi", "3.1.0")
                .put(
                        "info",
                        new JsonObject()
                                .put("title", "Prism")
                                .put("version", "v1")
                                .put(
                                        "description",
                                        "The data interfaces of Prism over HTTP/JSON. The same port speaks gRPC.")
                                .put(
                                        "license",
                                        new JsonObject()
                                                .put("name", "Apache-2.0")
                                                .put("identifier", "Apache-2.0")))
                .put("servers", new JsonArray().add(new JsonObject().put("url", "/")))
                .put("tags", tags)
                .put("paths", paths)
                .put("components", components());
    }

    private static boolean isData(ServiceDescriptor service) {
        String packageName = service.getFile().getPackage();
        // Those right below are for programs of Prism itself, but for one.
        return packageName.startsWith(DATA) || service.getFile().equals(BindingProto.getDescriptor());
    }

    private static String path(MethodDescriptor method) {
        return "/v1/{namespace}/{binding}/" + RpcMethods.shortName(method.getService()) + "/" + method.getName();
    }

    private JsonObject operations(RpcMethod method) {
        JsonObject operations = new JsonObject()
                .put("parameters", references("parameters", "namespace", "binding", "timeout", "requestId"));
        if (method.reads()) {
            operations.put(
                    "get",
                    operation(method, "get")
                            .put("parameters", query(method.descriptor().getInputType())));
        }
        JsonObject post = operation(method, "post");
        if (!method.reads()) {
            post.put("parameters", references("parameters", "idempotencyKey"));
        }
        return operations.put("post", post.put("requestBody", body(method)));
    }

    private JsonObject operation(RpcMethod method, String verb) {
        MethodDescriptor descriptor = method.descriptor();
        String service = RpcMethods.shortName(descriptor.getService());
        return new JsonObject()
                .put("operationId", service + "_" + descriptor.getName() + (verb.equals("get") ? "_query" : ""))
                .put("summary", method.fullName())
                .put("tags", new JsonArray().add(service))
                .put(
                        "responses",
                        new JsonObject()
                                .put("200", answer(method))
                                .put("default", new JsonObject().put("$ref", "#/components/responses/problem")));
    }

    private JsonObject body(RpcMethod method) {
        return new JsonObject()
                .put("required", true)
                .put("content", content(JSON, schemas.of(method.descriptor().getInputType())));
    }

    private JsonObject answer(RpcMethod method) {
        JsonObject schema = schemas.of(method.descriptor().getOutputType());
        if (!method.streams()) {
            return new JsonObject().put("description", "The answer.").put("content", content(JSON, schema));
        }
        JsonObject events = new JsonObject()
                .put("type", "string")
                .put("description", "Server-sent events. The data of each is one message as JSON.")
                .put("contentMediaType", JSON)
                .put("contentSchema", schema);
        return new JsonObject()
                .put("description", "A stream that ends with the event 'end', or with 'failure' and a problem.")
                .put("content", content("text/event-stream", events));
    }

    private JsonArray query(Descriptor type) {
        JsonArray parameters = new JsonArray();
        for (FieldDescriptor field : type.getFields()) {
            if (field.getJavaType() != JavaType.MESSAGE) {
                parameters.add(new JsonObject()
                        .put("name", field.getJsonName())
                        .put("in", "query")
                        .put("schema", schemas.of(field)));
            }
        }
        return parameters;
    }

    private JsonObject components() {
        return new JsonObject()
                .put("schemas", schemas.all().put("Problem", problem()))
                .put(
                        "parameters",
                        new JsonObject()
                                .put("namespace", parameter("namespace", "path", "'-' stands for the default."))
                                .put(
                                        "binding",
                                        parameter(
                                                "binding",
                                                "path",
                                                "'-' will do where one binding of the namespace serves the interface."))
                                .put(
                                        "timeout",
                                        parameter("prism-timeout", "header", "How long to wait, such as 500ms or 2s."))
                                .put(
                                        "requestId",
                                        parameter("request-id", "header", "Is sent back and stands in problems."))
                                .put(
                                        "idempotencyKey",
                                        parameter(
                                                "prism-idempotency-key",
                                                "header",
                                                "Names one write, so that repeating it does nothing.")))
                .put(
                        "responses",
                        new JsonObject()
                                .put(
                                        "problem",
                                        new JsonObject()
                                                .put("description", "A failure, as RFC 9457 writes it.")
                                                .put(
                                                        "content",
                                                        content(
                                                                Problem.CONTENT_TYPE,
                                                                new JsonObject()
                                                                        .put(
                                                                                "$ref",
                                                                                "#/components/schemas/Problem")))));
    }

    private static JsonObject parameter(String name, String in, String description) {
        return new JsonObject()
                .put("name", name)
                .put("in", in)
                .put("required", in.equals("path"))
                .put("description", description)
                .put("schema", new JsonObject().put("type", "string"));
    }

    private static JsonObject problem() {
        JsonObject number = new JsonObject().put("type", "integer");
        JsonObject bool = new JsonObject().put("type", "boolean");
        JsonObject string = new JsonObject().put("type", "string");
        return new JsonObject()
                .put("type", "object")
                .put(
                        "required",
                        new JsonArray()
                                .add("type")
                                .add("title")
                                .add("status")
                                .add("detail")
                                .add("code"))
                .put(
                        "properties",
                        new JsonObject()
                                .put("type", string.copy().put("format", "uri"))
                                .put("title", string)
                                .put("status", number)
                                .put("detail", string)
                                .put("code", string)
                                .put("grpcStatus", string)
                                .put("requestId", string)
                                .put("source", string)
                                .put("namespace", string)
                                .put("retryable", bool)
                                .put("retryAfterMillis", number)
                                .put("retryAdvice", string)
                                .put(
                                        "details",
                                        new JsonObject()
                                                .put("type", "array")
                                                .put("items", new JsonObject().put("type", "object"))));
    }

    private static JsonArray references(String kind, String... names) {
        JsonArray references = new JsonArray();
        for (String name : names) {
            references.add(new JsonObject().put("$ref", "#/components/" + kind + "/" + name));
        }
        return references;
    }

    private static JsonObject content(String type, JsonObject schema) {
        return new JsonObject().put(type, new JsonObject().put("schema", schema));
    }
}
