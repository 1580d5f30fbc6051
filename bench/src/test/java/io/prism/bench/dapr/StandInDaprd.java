// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.dapr;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.sun.net.httpserver.HttpServer;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * As much of Dapr's sidecar as a comparison needs, for machines that have none: state by gRPC, health by HTTP. Where the
 * variable {@value #REAL} names a daprd, tests use that.
 */
public final class StandInDaprd {

    static final String REAL = "PRISM_DAPRD";
    private static final String SERVICE = "dapr.proto.runtime.v1.Dapr";
    private static final String HOST = "127.0.0.1";

    private final Map<String, ByteString> values = new ConcurrentHashMap<>();

    private StandInDaprd() {}

    /** The program to compare with; {@code folder} is for the script that starts this one. */
    public static Path program(Path folder) throws IOException {
        Optional<String> real = Optional.ofNullable(System.getenv(REAL));
        return real.isPresent()
                ? Path.of(real.get())
                : script(
                        folder,
                        "exec '%s' -cp '%s' %s \"$@\""
                                .formatted(
                                        Path.of(System.getProperty("java.home"), "bin", "java"),
                                        System.getProperty("java.class.path"),
                                        StandInDaprd.class.getName()));
    }

    /** A program that does what a shell does with {@code text}. */
    public static Path script(Path folder, String text) throws IOException {
        Path script = Files.writeString(folder.resolve("daprd"), "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }

    /** Runs it. */
    public static void main(String... args) throws IOException, InterruptedException {
        if (args[0].equals("--help")) {
            System.out.println("  --dapr-grpc-port string");
            return;
        }
        if (args[0].equals("--version")) {
            System.out.println("0.0.0-stand-in");
            return;
        }
        Map<String, String> options = Arrays.stream(args)
                .map(option -> option.split("=", 2))
                .collect(Collectors.toMap(part -> part[0], part -> part[1]));
        var health =
                HttpServer.create(new InetSocketAddress(HOST, Integer.parseInt(options.get("--dapr-http-port"))), 0);
        health.createContext("/v1.0/healthz/outbound", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        var state = new StandInDaprd();
        var server = NettyServerBuilder.forAddress(
                        new InetSocketAddress(HOST, Integer.parseInt(options.get("--dapr-grpc-port"))))
                .directExecutor()
                .addService(ServerServiceDefinition.builder(SERVICE)
                        .addMethod(method("GetState"), ServerCalls.asyncUnaryCall((request, answer) -> {
                            answer.onNext(state.get(request));
                            answer.onCompleted();
                        }))
                        .addMethod(method("SaveState"), ServerCalls.asyncUnaryCall((request, answer) -> {
                            state.save(request);
                            answer.onNext(ByteString.EMPTY);
                            answer.onCompleted();
                        }))
                        .build())
                .build()
                .start();
        health.start();
        server.awaitTermination();
    }

    private ByteString get(ByteString request) {
        ByteString value =
                values.get(Fields.of(request).text(1) + " " + Fields.of(request).text(2));
        return value == null ? ByteString.EMPTY : answer(value);
    }

    private void save(ByteString request) {
        Fields fields = Fields.of(request);
        Fields item = Fields.of(fields.bytes(2));
        values.put(fields.text(1) + " " + item.text(1), item.bytes(2));
    }

    private static ByteString answer(ByteString value) {
        var bytes = new ByteArrayOutputStream();
        try {
            var out = CodedOutputStream.newInstance(bytes);
            out.writeBytes(1, value);
            out.writeString(2, "etag");
            out.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return ByteString.copyFrom(bytes.toByteArray());
    }

    /** The fields of a message that hold bytes, by number. */
    private record Fields(Map<Integer, ByteString> all) {

        static Fields of(ByteString message) {
            Map<Integer, ByteString> all = new ConcurrentHashMap<>();
            try {
                CodedInputStream in = message.newCodedInput();
                for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                    all.put(tag >>> 3, in.readBytes());
                }
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
            return new Fields(all);
        }

        ByteString bytes(int number) {
            return all.getOrDefault(number, ByteString.EMPTY);
        }

        String text(int number) {
            return bytes(number).toStringUtf8();
        }
    }

    private static MethodDescriptor<ByteString, ByteString> method(String name) {
        var bytes = new MethodDescriptor.Marshaller<ByteString>() {
            @Override
            public InputStream stream(ByteString message) {
                return new ByteArrayInputStream(message.toByteArray());
            }

            @Override
            public ByteString parse(InputStream in) {
                try {
                    return ByteString.readFrom(in);
                } catch (IOException impossible) {
                    throw new UncheckedIOException(impossible);
                }
            }
        };
        return MethodDescriptor.<ByteString, ByteString>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
                .setRequestMarshaller(bytes)
                .setResponseMarshaller(bytes)
                .build();
    }
}
