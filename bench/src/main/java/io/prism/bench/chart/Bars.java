// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.chart;

import io.prism.bench.chart.Svg.Point;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Figures side by side or on top of each other.
 *
 * @param title what the chart shows
 * @param unit of the figures
 * @param groups names of the groups
 * @param series a figure for each group; NaN leaves a gap
 * @param stacked whether the figures of a group add up
 */
public record Bars(String title, String unit, List<String> groups, List<Series> series, boolean stacked) {

    private static final double GAP = 0.25;

    /**
     * Figures of one kind.
     *
     * @param figures one for each group
     */
    public record Series(String name, List<Double> figures) {}

    /** The drawing. */
    public String svg() {
        Frame frame = new Frame(title);
        Scale scale = new Scale.Linear(highest() * 1.05);
        frame.upwards(scale, unit);
        frame.legend(IntStream.range(0, series.size())
                .mapToObj(one -> new Frame.Entry(series.get(one).name(), colour(one)))
                .toList());
        for (int group = 0; group < groups.size(); group++) {
            frame.name((group + 0.5) / groups.size(), groups.get(group));
            if (stacked) {
                stack(frame, scale, group);
            } else {
                beside(frame, scale, group);
            }
        }
        return frame.svg().finished();
    }

    private void beside(Frame frame, Scale scale, int group) {
        double width = (1 - GAP) / series.size();
        for (int one = 0; one < series.size(); one++) {
            double value = value(one, group);
            if (!Double.isNaN(value)) {
                double left = (group + GAP / 2 + one * width) / groups.size();
                bar(frame, colour(one), left, width * 0.94 / groups.size(), new double[] {0, scale.at(value)});
                Point top = frame.at(left + width * 0.47 / groups.size(), scale.at(value));
                frame.svg().text(new Point(top.x(), top.y() - 4), "small middle", short3(value));
            }
        }
    }

    private void stack(Frame frame, Scale scale, int group) {
        double from = 0;
        double left = (group + GAP) / groups.size();
        double width = (1 - 2 * GAP) / groups.size();
        for (int one = 0; one < series.size(); one++) {
            double value = value(one, group);
            if (value > 0) {
                bar(frame, colour(one), left, width, new double[] {scale.at(from), scale.at(from + value)});
                from += value;
            }
        }
        Point top = frame.at(left + width / 2, scale.at(from));
        frame.svg().text(new Point(top.x(), top.y() - 4), "small middle", short3(from));
    }

    private static void bar(Frame frame, String colour, double left, double width, double[] span) {
        Point corner = frame.at(left, span[1]);
        frame.svg().box(corner, width * frame.width(), (span[1] - span[0]) * frame.height(), colour);
    }

    private double highest() {
        return IntStream.range(0, groups.size())
                .mapToDouble(group -> {
                    var figures = IntStream.range(0, series.size())
                            .mapToDouble(one -> value(one, group))
                            .filter(value -> !Double.isNaN(value));
                    return stacked ? figures.sum() : figures.max().orElse(0);
                })
                .max()
                .orElse(1);
    }

    private double value(int one, int group) {
        return series.get(one).figures().get(group);
    }

    private String colour(int one) {
        return Colours.of(series.get(one).name(), one);
    }

    /** Three digits are enough on top of a bar. */
    private static String short3(double value) {
        double power = value <= 0 ? 1 : Math.pow(10, Math.floor(Math.log10(value)) - 2);
        return Scale.label(Math.round(value / power) * power);
    }
}
