// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.chart;

import io.prism.bench.chart.Svg.Point;
import java.util.List;

/** What charts have in common: title, axes, grid and legend around a field to draw in. */
final class Frame {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 360;
    private static final double LEFT = 70;
    private static final double RIGHT = 20;
    private static final double TOP = 66;
    private static final double BOTTOM = 52;
    private static final double LEGEND = 44;
    private static final double LETTER = 7;

    private final Svg svg;

    /** One entry of the legend. */
    record Entry(String name, String colour) {}

    Frame(String title) {
        svg = new Svg(WIDTH, HEIGHT, title);
    }

    Svg svg() {
        return svg;
    }

    double width() {
        return WIDTH - LEFT - RIGHT;
    }

    double height() {
        return HEIGHT - TOP - BOTTOM;
    }

    /** The pixel of a place in the field: both from 0 to 1, upwards and to the right. */
    Point at(double x, double y) {
        return new Point(LEFT + x * width(), TOP + (1 - y) * height());
    }

    void upwards(Scale scale, String unit) {
        for (double tick : scale.ticks()) {
            double y = scale.at(tick);
            svg.line(at(0, y), at(1, y), "grid");
            svg.text(new Point(LEFT - 6, at(0, y).y() + 4), "small end", Scale.label(tick));
        }
        svg.line(at(0, 0), at(0, 1), "axis");
        svg.line(at(0, 0), at(1, 0), "axis");
        svg.upright(new Point(18, at(0, 0.5).y()), unit);
    }

    void rightwards(Scale scale, String unit) {
        for (double tick : scale.ticks()) {
            double x = scale.at(tick);
            svg.line(at(x, 0), at(x, 1), "grid");
            svg.text(new Point(at(x, 0).x(), HEIGHT - BOTTOM + 16), "small middle", Scale.label(tick));
        }
        below(unit);
    }

    /** A name below the field. */
    void name(double x, String name) {
        svg.text(new Point(at(x, 0).x(), HEIGHT - BOTTOM + 16), "middle", name);
    }

    void below(String text) {
        svg.text(new Point(at(0.5, 0).x(), HEIGHT - 12), "small middle", text);
    }

    void legend(List<Entry> entries) {
        double x = LEFT;
        for (Entry entry : entries) {
            svg.box(new Point(x, LEGEND - 10), 12, 12, entry.colour());
            svg.text(new Point(x + 17, LEGEND), "small", entry.name());
            x += 17 + entry.name().length() * LETTER + 14;
        }
    }
}
