// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.chart;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What is to be seen in a drawing, by its colour. */
final class Drawn {

    /** A box by its corners, each once; letters, which are outlines too, come back to where they began. */
    private static final Pattern BAR =
            Pattern.compile("M(?<left>\\S+) (?<top>\\S+) L(?<right>\\S+) \\S+ L\\S+ (?<bottom>\\S+) L\\S+ \\S+ Z");

    private final Document svg;

    Drawn(String text) {
        this.svg = WellFormed.svg(text);
    }

    /** A bar, in pixels from the upper left corner. */
    record Bar(double left, double top, double bottom) {
        double height() {
            return bottom - top;
        }
    }

    /** The bars of a colour, in no order. */
    List<Bar> bars(String colour) {
        return elements("path", "fill", colour)
                .flatMap(path -> BAR.matcher(path.getAttribute("d")).results())
                .map(Drawn::bar)
                .toList();
    }

    /** How many elements of a kind have a colour, those of the legend among them. */
    List<Element> filled(String element, String colour) {
        return elements(element, "fill", colour).toList();
    }

    /** The parts of lines that have a colour, that of the legend among them. */
    List<Element> strokes(String colour) {
        return elements("line", "stroke", colour).toList();
    }

    String only(String element) {
        return svg.getElementsByTagName(element).item(0).getTextContent();
    }

    /** An attribute that an element has by itself or from what it is in. */
    static String inherited(Element element, String attribute) {
        if (element.hasAttribute(attribute)) {
            return element.getAttribute(attribute);
        }
        return element.getParentNode() instanceof Element parent ? inherited(parent, attribute) : "";
    }

    private static Bar bar(MatchResult found) {
        return new Bar(number(found, "left"), number(found, "top"), number(found, "bottom"));
    }

    private static double number(MatchResult found, String part) {
        return Double.parseDouble(found.group(part));
    }

    private Stream<Element> elements(String name, String attribute, String colour) {
        var found = svg.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(index -> (Element) found.item(index))
                .filter(element -> inherited(element, attribute).equals(colour));
    }
}
