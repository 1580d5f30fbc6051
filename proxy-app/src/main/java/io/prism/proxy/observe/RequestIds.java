// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observe;

import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.prism.core.MetadataKeys;
import io.prism.core.config.text.Ascii;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What calls are known by: the name that the client gave, or one that is made up. */
public final class RequestIds {

    /** The header that carries it, in requests and answers. */
    public static final AsciiString HEADER = AsciiString.cached(MetadataKeys.REQUEST_ID);

    private static final int MOST = 128;
    /** 96 random bits: a billion calls a day for a year do not meet twice. */
    private static final int MADE = 24;

    private static final int MADE_BY_LONG = 16;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private RequestIds() {}

    /** The name of a call with these headers, which carry it from now on. */
    static CharSequence of(Http2Headers headers) {
        CharSequence given = headers.get(HEADER);
        CharSequence id = of(given);
        if (!id.equals(given)) {
            headers.set(HEADER, id);
        }
        return id;
    }

    /** The name of a call for which its client gives this one; one that is made up, where it gives none or a bad one. */
    public static CharSequence of(@Nullable CharSequence given) {
        return given != null && valid(given) ? given : make();
    }

    /** Whether a client may call a call so: it goes into logs and headers as it is. */
    static boolean valid(@Nullable CharSequence id) {
        if (id == null || id.isEmpty() || id.length() > MOST) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (!Ascii.letterOrDigit(c) && c != '-' && c != '_' && c != '.' && c != ':') {
                return false;
            }
        }
        return true;
    }

    private static AsciiString make() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        byte[] id = new byte[MADE];
        long bits = random.nextLong();
        for (int i = 0; i < MADE; i++) {
            if (i == MADE_BY_LONG) {
                bits = random.nextLong();
            }
            id[i] = HEX[(int) (bits & 0xf)];
            bits >>>= 4;
        }
        return new AsciiString(id, false);
    }
}
