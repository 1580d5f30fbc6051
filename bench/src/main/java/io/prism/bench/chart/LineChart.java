// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Figures that depend on another.
 *
 * @param title what the chart shows
 * @param x what it depends on
 * @param y what is shown
 * @param lines what to draw; those of one name have one colour
 */
public record LineChart(String title, Axis x, Axis y, List<Line> lines) {

    /**
     * How an axis is marked.
     *
     * @param unit what it shows, with the unit
     * @param logarithmic equal ratios rather than equal steps; needs values above 0
     */
    public record Axis(String unit, boolean logarithmic) {}

    /** A place. */
    public record Place(double x, double y) {}

    /** Places in order. */
    public record Line(String name, boolean dashed, List<Place> places) {}

    /** The drawing. */
    public String svg() {
        Frame frame = new Frame(title);
        Scale right = scale(x, Place::x);
        Scale up = scale(y, Place::y);
        frame.upwards(up, y.unit());
        frame.rightwards(right, x.unit());
        Map<String, String> colours = new LinkedHashMap<>();
        lines.forEach(line -> colours.computeIfAbsent(line.name(), name -> Colours.of(name, colours.size())));
        for (Line line : lines) {
            frame.svg()
                    .curve(
                            line.places().stream()
                                    .map(place -> frame.at(right.at(place.x()), up.at(place.y())))
                                    .toList(),
                            colours.getOrDefault(line.name(), ""),
                            line.dashed());
        }
        List<Frame.Entry> entries = new ArrayList<>();
        colours.forEach((name, colour) -> entries.add(new Frame.Entry(name, colour)));
        frame.legend(entries);
        return frame.svg().finished();
    }

    private Scale scale(Axis axis, ToDoubleFunction<Place> figure) {
        double[] figures = lines.stream()
                .flatMap(line -> line.places().stream())
                .mapToDouble(figure)
                .sorted()
                .toArray();
        double most = figures.length == 0 ? 1 : figures[figures.length - 1];
        double least = figures.length == 0 ? 1 : figures[0];
        return axis.logarithmic() ? new Scale.Logarithmic(least * 0.9, most * 1.1) : new Scale.Linear(most * 1.05);
    }
}
