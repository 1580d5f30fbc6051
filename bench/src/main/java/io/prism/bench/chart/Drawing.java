// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.chart;

import static org.apache.batik.svggen.SVGGraphics2D.SVG_NAMESPACE_URI;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.io.StringWriter;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What all charts have in common: XChart lays them out, Batik writes them down as SVG. Needs no screen. */
final class Drawing {

    static final int WIDTH = 760;
    static final int HEIGHT = 360;

    /** How much room there is above the highest figure. */
    static final double HEADROOM = 1.08;

    private static final String FONT = Font.SANS_SERIF;
    private static final Color TEXT = new Color(0x222222);
    private static final Color PALE_TEXT = new Color(0x444444);
    private static final Color GRID = new Color(0xe2e2e2);

    static {
        // Else a DISPLAY that nothing listens to would be asked.
        System.setProperty("java.awt.headless", "true");
    }

    private Drawing() {}

    /** Fonts, colours and legend. */
    static void dress(AxesChartStyler styler) {
        styler.setChartBackgroundColor(Color.WHITE)
                .setChartFontColor(TEXT)
                .setChartTitleBoxVisible(false)
                .setChartTitleFont(new Font(FONT, Font.BOLD, 15))
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setLegendBorderColor(Color.WHITE)
                .setLegendFont(new Font(FONT, Font.PLAIN, 11))
                .setPlotBorderVisible(false)
                .setMarkerSize(5);
        styler.setAxisTitleFont(new Font(FONT, Font.PLAIN, 11))
                .setAxisTickLabelsFont(new Font(FONT, Font.PLAIN, 11))
                .setAxisTickLabelsColor(PALE_TEXT)
                .setPlotGridLinesColor(GRID)
                .setPlotGridLinesStroke(new BasicStroke(1))
                .setPlotGridVerticalLinesVisible(false)
                .setLocale(Locale.ROOT);
    }

    /** A value as people write it, to three digits: 500, 2.5k, 10M. */
    static String label(double value) {
        double power = value <= 0 ? 1 : Math.pow(10, Math.floor(Math.log10(value)) - 2);
        double rounded = Math.round(value / power) * power;
        if (rounded >= 1e6) {
            return trimmed(rounded / 1e6) + "M";
        }
        return rounded >= 1e3 ? trimmed(rounded / 1e3) + "k" : trimmed(rounded);
    }

    /**
     * The chart as text.
     *
     * @param told what the chart shows in words, for those who do not see it: letters are drawn as outlines
     */
    static String svg(Chart<?, ?> chart, String told) {
        try {
            DocumentBuilder xml = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            Document document = xml.getDOMImplementation().createDocument(SVG_NAMESPACE_URI, "svg", null);
            SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
            context.setPrecision(1);
            SVGGraphics2D graphics = new SVGGraphics2D(context, true);
            graphics.setSVGCanvasSize(new Dimension(WIDTH, HEIGHT));
            chart.paint(graphics, WIDTH, HEIGHT);
            Element root = graphics.getRoot();
            root.setAttribute("viewBox", "0 0 %d %d".formatted(WIDTH, HEIGHT));
            root.setAttribute("role", "img");
            prepend(root, "desc", told);
            prepend(root, "title", chart.getTitle());
            return written(root);
        } catch (ParserConfigurationException | TransformerException impossible) {
            throw new IllegalStateException("the JDK has no XML", impossible);
        }
    }

    private static void prepend(Element root, String name, String text) {
        Element child = root.getOwnerDocument().createElementNS(SVG_NAMESPACE_URI, name);
        child.setTextContent(text);
        root.insertBefore(child, root.getFirstChild());
    }

    /** Not by Batik, which names a DTD that readers would fetch. */
    private static String written(Element root) throws TransformerException {
        StringWriter text = new StringWriter();
        Transformer copy = TransformerFactory.newInstance().newTransformer();
        copy.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        copy.transform(new DOMSource(root), new StreamResult(text));
        return text + "\n";
    }

    private static String trimmed(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
