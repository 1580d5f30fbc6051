// SPDX-License-Identifier: Apache-2.0
package io.prism.observe.trace;

import io.netty.util.AsciiString;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One span's place in a trace, as W3C Trace Context defines it.
 *
 * @param traceHigh first half of the trace id
 * @param traceLow second half; not zero together with the first
 * @param parent id of the span that called; 0 for the first of a trace
 * @param span id of this span, not 0
 * @param flags the flags that are passed on
 */
public record TraceContext(long traceHigh, long traceLow, long parent, long span, int flags) {

    /** Flag: somebody keeps the spans of this trace. */
    static final int SAMPLED = 1;

    /** Flag: the trace id is random, so that others may sample by it. */
    static final int RANDOM = 2;

    private static final int LENGTH = 55;
    private static final int TRACE_AT = 3;
    private static final int HALF_AT = 19;
    private static final int SPAN_AT = 36;
    private static final int FLAGS_AT = 53;
    private static final int LONG_DIGITS = 16;
    private static final int BYTE_DIGITS = 2;
    private static final int FORBIDDEN_VERSION = 0xff;
    private static final String HEX = "0123456789abcdef";

    /**
     * The span within which a call was made, read from its {@code traceparent}; empty when that is malformed. Versions
     * to come are read as far as this one goes, as the standard wants.
     */
    public static Optional<TraceContext> parse(CharSequence header) {
        if (!wellFormed(header)) {
            return Optional.empty();
        }
        long high = digits(header, TRACE_AT, LONG_DIGITS);
        long low = digits(header, HALF_AT, LONG_DIGITS);
        long span = digits(header, SPAN_AT, LONG_DIGITS);
        if ((high | low) == 0 || span == 0) {
            return Optional.empty();
        }
        int flags = (int) digits(header, FLAGS_AT, BYTE_DIGITS) & (SAMPLED | RANDOM);
        return Optional.of(new TraceContext(high, low, 0, span, flags));
    }

    /** Whether a {@code traceparent} can be one of a trace that is kept: cheap, for those that are not. */
    public static boolean sampled(CharSequence header) {
        return header.length() >= LENGTH && (Character.digit(header.charAt(LENGTH - 1), LONG_DIGITS) & SAMPLED) != 0;
    }

    /** The first span of a new trace. */
    public static TraceContext first() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new TraceContext(random.nextLong(), id(random), 0, id(random), RANDOM);
    }

    /** A span that this one calls. */
    public TraceContext child() {
        return new TraceContext(traceHigh, traceLow, span, id(ThreadLocalRandom.current()), flags);
    }

    /** This span, kept. */
    public TraceContext keep() {
        return new TraceContext(traceHigh, traceLow, parent, span, flags | SAMPLED);
    }

    /** Whether the span is kept. */
    public boolean sampled() {
        return (flags & SAMPLED) != 0;
    }

    /** The trace id in hexadecimal digits. */
    public String traceId() {
        return hex(traceHigh) + hex(traceLow);
    }

    /** The id of this span in hexadecimal digits. */
    public String spanId() {
        return hex(span);
    }

    /** The id of the span that called, in hexadecimal digits: all zero for the first of a trace. */
    public String parentId() {
        return hex(parent);
    }

    /** The {@code traceparent} of calls within this span. */
    public AsciiString header() {
        byte[] text = new byte[LENGTH];
        text[0] = '0';
        text[1] = '0';
        text[TRACE_AT - 1] = '-';
        write(text, TRACE_AT, traceHigh, LONG_DIGITS);
        write(text, HALF_AT, traceLow, LONG_DIGITS);
        text[SPAN_AT - 1] = '-';
        write(text, SPAN_AT, span, LONG_DIGITS);
        text[FLAGS_AT - 1] = '-';
        write(text, FLAGS_AT, flags, BYTE_DIGITS);
        return new AsciiString(text, false);
    }

    private static boolean wellFormed(CharSequence header) {
        int length = header.length();
        if (length < LENGTH
                || header.charAt(TRACE_AT - 1) != '-'
                || header.charAt(SPAN_AT - 1) != '-'
                || header.charAt(FLAGS_AT - 1) != '-'
                || !hex(header)) {
            return false;
        }
        long version = digits(header, 0, BYTE_DIGITS);
        return version != FORBIDDEN_VERSION && (length == LENGTH || (version > 0 && header.charAt(LENGTH) == '-'));
    }

    private static boolean hex(CharSequence header) {
        for (int i = 0; i < LENGTH; i++) {
            boolean dash = i == TRACE_AT - 1 || i == SPAN_AT - 1 || i == FLAGS_AT - 1;
            if (!dash && HEX.indexOf(header.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static long digits(CharSequence text, int at, int count) {
        long value = 0;
        for (int i = at; i < at + count; i++) {
            value = (value << 4) | Character.digit(text.charAt(i), LONG_DIGITS);
        }
        return value;
    }

    private static void write(byte[] to, int at, long value, int count) {
        for (int i = count - 1; i >= 0; i--) {
            to[at + count - 1 - i] = (byte) HEX.charAt((int) (value >>> (4 * i)) & 0xf);
        }
    }

    private static String hex(long value) {
        byte[] text = new byte[LONG_DIGITS];
        write(text, 0, value, LONG_DIGITS);
        return new AsciiString(text, false).toString();
    }

    private static long id(ThreadLocalRandom random) {
        long id = random.nextLong();
        while (id == 0) {
            id = random.nextLong();
        }
        return id;
    }
}
