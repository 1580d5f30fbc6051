// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What Surefire wrote down about one test class.
 *
 * @param name of the class
 * @param seconds that it took; what was run again counts where Surefire says so
 * @param tests that it has
 * @param flaky tests that failed at first and passed when they were run again
 */
record ClassReport(String name, double seconds, int tests, List<Flaky> flaky) {

    /** A test that passed only when it was run again, and how it failed the first time. */
    record Flaky(String test, String firstFailure) {}

    ClassReport {
        flaky = List.copyOf(flaky);
    }

    /**
     * Reads a file such as {@code TEST-io.prism.SomeTest.xml}.
     *
     * @throws IOException when it cannot be read, such as one that a JVM did not finish when it was killed
     */
    static ClassReport read(Path file) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        // A text comes in one piece.
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            try {
                return read(xml);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            throw new IOException(file + " is no report of Surefire: " + e.getMessage(), e);
        }
    }

    private static ClassReport read(XMLStreamReader xml) throws XMLStreamException {
        xml.nextTag();
        xml.require(XMLStreamConstants.START_ELEMENT, null, "testsuite");
        String name = attribute(xml, "name");
        double seconds = number(attribute(xml, "time"));
        int tests = (int) number(attribute(xml, "tests"));
        double sum = 0;
        List<Flaky> flaky = new ArrayList<>();
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT
                    && xml.getLocalName().equals("testcase")) {
                sum += number(attribute(xml, "time"));
                flaky.addAll(flaky(xml));
            }
        }
        // The time of a class that was run again is that of the last time.
        return new ClassReport(name, Math.max(seconds, sum), tests, flaky);
    }

    /** One at most, from the test case that begins here. */
    private static List<Flaky> flaky(XMLStreamReader xml) throws XMLStreamException {
        String test = (attribute(xml, "classname") + "." + attribute(xml, "name")).replaceFirst("[.]$", "");
        List<Flaky> found = new ArrayList<>();
        while (!isEnd(xml, "testcase")) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT
                    && List.of("flakyFailure", "flakyError").contains(xml.getLocalName())
                    && found.isEmpty()) {
                found.add(new Flaky(test, failure(xml, xml.getLocalName())));
            }
        }
        return found;
    }

    /** The stack trace, which begins with the message; just the message when there is none. */
    private static String failure(XMLStreamReader xml, String element) throws XMLStreamException {
        String message = attribute(xml, "type") + ": " + attribute(xml, "message");
        String trace = "";
        while (!isEnd(xml, element)) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT
                    && xml.getLocalName().equals("stackTrace")) {
                trace = xml.getElementText();
            }
        }
        return (trace.isBlank() ? message : trace).strip();
    }

    private static boolean isEnd(XMLStreamReader xml, String element) {
        return xml.getEventType() == XMLStreamConstants.END_ELEMENT
                && xml.getLocalName().equals(element);
    }

    private static String attribute(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    private static double number(String text) {
        return text.isEmpty() ? 0 : Double.parseDouble(text.replace(",", ""));
    }
}
