// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.parse;

import io.prism.schema.protobuf.syntax.Option;
import io.prism.schema.protobuf.syntax.ServiceDecl;
import java.util.ArrayList;
import java.util.List;

/** Reads services. */
final class ServiceParser {

    private final TokenReader tokens;
    private final OptionParser options;

    ServiceParser(TokenReader tokens) {
        this.tokens = tokens;
        this.options = new OptionParser(tokens);
    }

    /** A service, the word {@code service} already taken. */
    ServiceDecl service(Token first) {
        String name = tokens.word("the name of a service");
        tokens.expect("{");
        List<ServiceDecl.Call> calls = new ArrayList<>();
        List<Option> settings = new ArrayList<>();
        while (!tokens.take("}")) {
            if (tokens.take("option")) {
                settings.add(options.statement());
            } else if (!tokens.take(";")) {
                calls.add(call());
            }
        }
        return new ServiceDecl(name, calls, settings, first.place());
    }

    private ServiceDecl.Call call() {
        Token first = tokens.peek();
        tokens.expect("rpc");
        String name = tokens.word("the name of a call");
        ServiceDecl.Side request = side();
        tokens.expect("returns");
        ServiceDecl.Side response = side();
        List<Option> settings = new ArrayList<>();
        if (tokens.take("{")) {
            while (!tokens.take("}")) {
                if (!tokens.take(";")) {
                    tokens.expect("option");
                    settings.add(options.statement());
                }
            }
        } else {
            tokens.expect(";");
        }
        return new ServiceDecl.Call(name, request, response, settings, first.place());
    }

    private ServiceDecl.Side side() {
        tokens.expect("(");
        boolean stream = tokens.take("stream");
        // A message may have that name.
        boolean name = stream && tokens.sees(")");
        String type = name ? "stream" : tokens.path("the name of a message");
        tokens.expect(")");
        return new ServiceDecl.Side(type, stream && !name);
    }
}
