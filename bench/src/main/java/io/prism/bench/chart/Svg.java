// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.chart;

import java.util.List;
import java.util.Locale;

/** A drawing that grows; lengths in pixels, from the upper left corner. Not for use by several threads. */
final class Svg {

    private static final String STYLE = "text{font:12px sans-serif;fill:#222}.title{font-size:15px;font-weight:bold}"
            + ".small{font-size:11px;fill:#444}.end{text-anchor:end}.middle{text-anchor:middle}"
            + ".axis{stroke:#444}.grid{stroke:#e2e2e2}.line{fill:none;stroke-width:2}";

    private final StringBuilder out = new StringBuilder();

    /** A point. */
    record Point(double x, double y) {}

    Svg(int width, int height, String title) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\">%n",
                width, height, width, height);
        add("<title>%s</title>%n<style>%s</style>%n", escaped(title), STYLE);
        add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>%n", width, height);
        text(new Point(16, 24), "title", title);
    }

    void text(Point at, String style, String text) {
        add("<text x=\"%.1f\" y=\"%.1f\" class=\"%s\">%s</text>%n", at.x(), at.y(), style, escaped(text));
    }

    /** Text that is read from below. */
    void upright(Point at, String text) {
        add(
                "<text x=\"%.1f\" y=\"%.1f\" class=\"small middle\" transform=\"rotate(-90 %.1f %.1f)\">%s</text>%n",
                at.x(), at.y(), at.x(), at.y(), escaped(text));
    }

    void line(Point from, Point to, String style) {
        add(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>%n",
                from.x(), from.y(), to.x(), to.y(), style);
    }

    void box(Point corner, double width, double height, String colour) {
        add(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
                corner.x(), corner.y(), width, height, colour);
    }

    void curve(List<Point> points, String colour, boolean dashed) {
        StringBuilder path = new StringBuilder();
        points.forEach(point -> path.append(String.format(Locale.ROOT, "%.1f,%.1f ", point.x(), point.y())));
        add(
                "<polyline points=\"%s\" class=\"line\" stroke=\"%s\"%s/>%n",
                path.toString().strip(), colour, dashed ? " stroke-dasharray=\"5 4\"" : "");
        points.forEach(point ->
                add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"%s\"/>%n", point.x(), point.y(), colour));
    }

    String finished() {
        return out + "</svg>\n";
    }

    private void add(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format.replace("%n", "\n"), values));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
