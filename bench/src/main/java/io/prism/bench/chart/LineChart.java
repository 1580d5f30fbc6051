// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Figures that depend on another.
 *
 * @param title what the chart shows
 * @param x what it depends on
 * @param y what is shown
 * @param lines what to draw; those of one name have one colour
 */
public record LineChart(String title, Axis x, Axis y, List<Line> lines) {

    private static final float WIDTH = 2;
    private static final float[] DASHES = {5, 4};
    /** XChart marks an axis in equal steps as soon as it is given a function to label it with. */
    private static final String DIGITS = "#,###.##";

    /**
     * How an axis is marked.
     *
     * @param unit what it shows, with the unit
     * @param logarithmic equal ratios rather than equal steps; needs values above 0
     */
    public record Axis(String unit, boolean logarithmic) {}

    /** A place. */
    public record Place(double x, double y) {}

    /** Places in order, at least one. */
    public record Line(String name, boolean dashed, List<Place> places) {}

    /** From where to where an axis goes. */
    private record Ends(double least, double most) {}

    /** The drawing. */
    public String svg() {
        XYChart chart = new XYChartBuilder()
                .width(Drawing.WIDTH)
                .height(Drawing.HEIGHT)
                .title(title)
                .xAxisTitle(x.unit())
                .yAxisTitle(y.unit())
                .build();
        XYStyler styler = chart.getStyler();
        Drawing.dress(styler);
        Ends right = ends(x, Place::x);
        Ends up = ends(y, Place::y);
        if (x.logarithmic()) {
            styler.setXAxisLogarithmic(true).setXAxisDecimalPattern(DIGITS);
        } else {
            styler.setxAxisTickLabelsFormattingFunction(Drawing::label);
        }
        if (y.logarithmic()) {
            styler.setYAxisLogarithmic(true).setYAxisDecimalPattern(DIGITS);
        } else {
            styler.setyAxisTickLabelsFormattingFunction(Drawing::label);
        }
        styler.setXAxisMin(right.least())
                .setXAxisMax(right.most())
                .setYAxisMin(up.least())
                .setYAxisMax(up.most());
        Map<String, Color> colours = new HashMap<>();
        for (Line line : lines) {
            boolean first = !colours.containsKey(line.name());
            Color colour = colours.computeIfAbsent(line.name(), name -> Colours.of(name, colours.size()));
            draw(chart, line).setMarkerColor(colour).setLineColor(colour).setShowInLegend(first);
        }
        return Drawing.svg(chart, told());
    }

    /** Where each line begins and ends: {@code alone: 500, 80 to 2k, 100}. */
    private String told() {
        return lines.stream()
                .map(line -> "%s%s: %s to %s"
                        .formatted(
                                line.name(),
                                line.dashed() ? " (dashed)" : "",
                                told(line.places().getFirst()),
                                told(line.places().getLast())))
                .collect(Collectors.joining("; ", "%s by %s. ".formatted(y.unit(), x.unit()), ""));
    }

    private static String told(Place place) {
        return Drawing.label(place.x()) + ", " + Drawing.label(place.y());
    }

    private static XYSeries draw(XYChart chart, Line line) {
        XYSeries drawn = chart.addSeries(
                "%s %d".formatted(line.name(), chart.getSeriesMap().size()),
                line.places().stream().mapToDouble(Place::x).toArray(),
                line.places().stream().mapToDouble(Place::y).toArray());
        drawn.setLabel(line.name());
        drawn.setMarker(SeriesMarkers.CIRCLE);
        drawn.setLineStyle(new BasicStroke(
                WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, line.dashed() ? DASHES : null, 0));
        return drawn;
    }

    private Ends ends(Axis axis, ToDoubleFunction<Place> figure) {
        double[] figures = lines.stream()
                .flatMap(line -> line.places().stream())
                .mapToDouble(figure)
                .sorted()
                .toArray();
        double most = figures.length == 0 ? 1 : figures[figures.length - 1];
        double least = figures.length == 0 ? 1 : figures[0];
        if (axis.logarithmic()) {
            return new Ends(least * 0.9, Math.max(most * 1.1, least * 2));
        }
        return new Ends(0, most > 0 ? most * Drawing.HEADROOM : 1);
    }
}
