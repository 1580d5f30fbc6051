// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.chart;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.CategoryStyler;

/**
 * Figures side by side or on top of each other.
 *
 * @param title what the chart shows
 * @param unit of the figures
 * @param groups names of the groups, at least one
 * @param series a figure for each group; NaN leaves a gap
 * @param stacked whether the figures of a group add up
 */
public record Bars(String title, String unit, List<String> groups, List<Series> series, boolean stacked) {

    private static final double BESIDE = 0.75;
    private static final double ON_TOP = 0.5;

    /**
     * Figures of one kind.
     *
     * @param figures one for each group
     */
    public record Series(String name, List<Double> figures) {}

    /** The drawing. */
    public String svg() {
        CategoryChart chart = new CategoryChartBuilder()
                .width(Drawing.WIDTH)
                .height(Drawing.HEIGHT)
                .title(title)
                .yAxisTitle(unit)
                .build();
        CategoryStyler styler = chart.getStyler();
        Drawing.dress(styler);
        styler.setStacked(stacked)
                .setLabelsVisible(!stacked)
                .setAvailableSpaceFill(stacked ? ON_TOP : BESIDE)
                .setyAxisTickLabelsFormattingFunction(Drawing::label)
                .setYAxisMin(0.0)
                .setYAxisMax(highest() * Drawing.HEADROOM);
        List<String> below =
                IntStream.range(0, groups.size()).mapToObj(this::below).toList();
        for (int one = 0; one < series.size(); one++) {
            Series drawn = series.get(one);
            chart.addSeries(
                            drawn.name(),
                            below,
                            drawn.figures().stream().map(Bars::orGap).toList())
                    .setFillColor(Colours.of(drawn.name(), one));
        }
        return Drawing.svg(chart, told());
    }

    /** What stands below a group: its name, and the sum of what is on top of each other. */
    private String below(int group) {
        String name = groups.get(group);
        return stacked ? "%s: %s".formatted(name, Drawing.label(figures(group).sum())) : name;
    }

    /** The figures of each group: {@code answers/s. get: alone 10, process 5}. */
    private String told() {
        return IntStream.range(0, groups.size())
                .mapToObj(this::told)
                .collect(Collectors.joining("; ", unit + ". ", ""));
    }

    private String told(int group) {
        String together = stacked ? ", together " + Drawing.label(figures(group).sum()) : "";
        return series.stream()
                .filter(one -> !Double.isNaN(one.figures().get(group)))
                .map(one -> one.name() + " " + Drawing.label(one.figures().get(group)))
                .collect(Collectors.joining(", ", groups.get(group) + ": ", together));
    }

    private double highest() {
        return IntStream.range(0, groups.size())
                .mapToDouble(group ->
                        stacked ? figures(group).sum() : figures(group).max().orElse(0))
                .filter(figure -> figure > 0)
                .max()
                .orElse(1);
    }

    private DoubleStream figures(int group) {
        return series.stream().mapToDouble(one -> one.figures().get(group)).filter(figure -> !Double.isNaN(figure));
    }

    private static @Nullable Double orGap(double figure) {
        return Double.isNaN(figure) ? null : figure;
    }
}
