// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.chart;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** Reads a drawing as XML. */
public final class WellFormed {

    private WellFormed() {}

    /** The document; fails when it is no XML. */
    public static Document svg(String text) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (SAXException | IOException | ParserConfigurationException broken) {
            throw new AssertionError("no XML: " + text, broken);
        }
    }
}
