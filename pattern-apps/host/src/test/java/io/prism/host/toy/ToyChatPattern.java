// SPDX-License-Identifier: Apache-2.0
package io.prism.host.toy;

import com.google.protobuf.StringValue;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.protobuf.ProtoUtils;
import io.prism.core.OptionMap;
import io.prism.core.failure.Failures;
import io.prism.core.failure.GatewayException.TooLarge;
import io.prism.pattern.Pattern;
import io.prism.pattern.Slots;
import io.prism.pattern.serve.CallContext;
import io.prism.pattern.serve.ServedInterface;
import io.prism.pattern.serve.ServedMethod;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Talk both ways: what is said is kept under its words, and answered with what was said before under the same ones. */
@ApplicationScoped
public class ToyChatPattern implements Pattern {

    /** Its one interface. */
    public static final String SERVICE = "prism.toy.ToyChatInterface";

    /** Its one method. */
    public static final MethodDescriptor<StringValue, StringValue> CHAT =
            MethodDescriptor.<StringValue, StringValue>newBuilder()
                    .setType(MethodType.BIDI_STREAMING)
                    .setFullMethodName(SERVICE + "/Chat")
                    .setRequestMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
                    .setResponseMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
                    .build();

    @Override
    public String name() {
        return "toychat";
    }

    @Override
    public List<ServedInterface> serve(Slots slots, OptionMap config, Failures failures) {
        KeyValueBasic log = slots.required("log", KeyValueBasic.class);
        int charsMax = config.number("max-chars");
        return List.of(new ServedInterface(
                SERVICE,
                List.of(new ServedMethod.Bidirectional<>(
                        CHAT,
                        (said, call) -> said.onItem()
                                .transformToUniAndConcatenate(one -> answer(one.getValue(), log, charsMax, call))))));
    }

    private static Uni<StringValue> answer(String text, KeyValueBasic log, int charsMax, CallContext call) {
        if (text.length() > charsMax) {
            throw new TooLarge("text", text.length(), charsMax);
        }
        Key key = new Key(text);
        return log.exists(key, call.deadline())
                .chain(known -> log.set(key, Value.EMPTY, call.deadline()).map(_ -> known))
                .map(known -> StringValue.of((known ? "again: " : "new: ") + text));
    }
}
