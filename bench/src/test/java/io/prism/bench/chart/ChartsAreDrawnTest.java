// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.prism.bench.chart.Bars.Series;
import io.prism.bench.chart.Drawn.Bar;
import io.prism.bench.chart.LineChart.Axis;
import io.prism.bench.chart.LineChart.Line;
import io.prism.bench.chart.LineChart.Place;
import java.util.Comparator;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ChartsAreDrawnTest {

    private static final String BLUE = "rgb(0,114,178)";
    private static final String ORANGE = "rgb(213,94,0)";
    private static final Offset<Double> PIXEL = within(1.0);

    @Test
    void barsStandBesideEachOther() {
        // Given
        Bars bars = new Bars(
                "a < b & \"c\"",
                "answers/s",
                List.of("get", "set"),
                List.of(new Series("alone", List.of(10.0, 20.0)), new Series("process", List.of(5.0, Double.NaN))),
                false);

        // When
        Drawn drawn = new Drawn(bars.svg());

        // Then three bars as high as their figures, and two entries of the legend
        List<Bar> alone = drawn.bars(BLUE).stream()
                .sorted(Comparator.comparingDouble(Bar::left))
                .toList();
        List<Bar> process = drawn.bars(ORANGE);
        assertThat(alone).hasSize(2);
        assertThat(process).hasSize(1);
        assertThat(alone.getLast().height()).isCloseTo(2 * alone.getFirst().height(), PIXEL);
        assertThat(process.getFirst().height()).isCloseTo(alone.getFirst().height() / 2, PIXEL);
        assertThat(process.getFirst().left())
                .isBetween(alone.getFirst().left(), alone.getLast().left());
        assertThat(drawn.filled("rect", BLUE)).hasSize(1);
        assertThat(drawn.filled("rect", ORANGE)).hasSize(1);
        assertThat(drawn.only("title")).isEqualTo("a < b & \"c\"");
        assertThat(drawn.only("desc")).isEqualTo("answers/s. get: alone 10, process 5; set: alone 20");
    }

    @Test
    void barsAddUp() {
        // Given
        Bars bars = new Bars(
                "cpu",
                "µs a call",
                List.of("alone", "process"),
                List.of(new Series("service", List.of(10.0, 10.0)), new Series("proxy", List.of(0.0, 12.0))),
                true);

        // When
        Drawn drawn = new Drawn(bars.svg());

        // Then one stands on the other, and what is nothing has no height
        List<Bar> service = drawn.bars(BLUE);
        List<Bar> proxy =
                drawn.bars(ORANGE).stream().filter(bar -> bar.height() > 0.1).toList();
        assertThat(service).hasSize(2);
        assertThat(proxy).hasSize(1);
        Bar below = service.stream().max(Comparator.comparingDouble(Bar::left)).orElseThrow();
        assertThat(proxy.getFirst().bottom()).isCloseTo(below.top(), PIXEL);
        assertThat(proxy.getFirst().height()).isCloseTo(1.2 * below.height(), PIXEL);
        assertThat(drawn.only("desc"))
                .isEqualTo(
                        "µs a call. alone: service 10, proxy 0, together 10; process: service 10, proxy 12, together 22");
    }

    @Test
    void linesOfOneNameHaveOneColour() {
        // Given
        List<Place> places = List.of(new Place(500, 80), new Place(1_000, 90), new Place(2_000, 100));
        LineChart lines = new LineChart(
                "latency",
                new Axis("calls per second", true),
                new Axis("µs", true),
                List.of(new Line("alone", false, places), new Line("alone", true, places)));

        // When
        Drawn drawn = new Drawn(lines.svg());

        // Then two lines of two parts, one of them dashed, and one entry of the legend
        assertThat(drawn.strokes(BLUE)).hasSize(2 * 2 + 1);
        assertThat(drawn.strokes(BLUE))
                .filteredOn(part -> Drawn.inherited(part, "stroke-dasharray").equals("5,4"))
                .hasSize(2);
        assertThat(drawn.filled("circle", BLUE)).hasSize(2 * 3 + 1);
        assertThat(drawn.only("desc"))
                .isEqualTo("µs by calls per second. alone: 500, 80 to 2k, 100; alone (dashed): 500, 80 to 2k, 100");
    }

    @Test
    void equalRatiosAreEquallyWideOnALogarithmicAxis() {
        // Given
        List<Place> places = List.of(new Place(500, 80), new Place(1_000, 160), new Place(2_000, 320));

        // When
        Drawn drawn = new Drawn(
                new LineChart("l", new Axis("x", true), new Axis("y", true), List.of(new Line("alone", false, places)))
                        .svg());

        // Then
        List<Double> across = drawn.filled("circle", BLUE).stream()
                .map(circle -> Double.parseDouble(circle.getAttribute("cx")))
                .limit(3)
                .sorted()
                .toList();
        assertThat(across.get(1) - across.get(0)).isCloseTo(across.get(2) - across.get(1), PIXEL);
    }

    @Test
    void aLinearAxisBeginsAtNothing() {
        // Given places of which the second is twice as high
        List<Place> places = List.of(new Place(1, 50), new Place(2, 100), new Place(3, 0));

        // When
        Drawn drawn = new Drawn(new LineChart(
                        "l", new Axis("x", false), new Axis("y", false), List.of(new Line("alone", false, places)))
                .svg());

        // Then
        List<Double> down = drawn.filled("circle", BLUE).stream()
                .limit(3)
                .map(circle -> Double.parseDouble(circle.getAttribute("cy")))
                .sorted()
                .toList();
        assertThat(down.get(1) - down.get(0)).isCloseTo(down.get(2) - down.get(1), PIXEL);
    }

    @Test
    void oneValueIsAChartToo() {
        for (boolean logarithmic : new boolean[] {true, false}) {
            // When
            Axis axis = new Axis("x", logarithmic);
            Drawn drawn = new Drawn(new LineChart(
                            "one", axis, axis, List.of(new Line("alone", false, List.of(new Place(5, 5)))))
                    .svg());

            // Then its place and that of the legend
            assertThat(drawn.filled("circle", BLUE)).hasSize(2);
        }
    }

    @Test
    void aChartOfNothingIsAChart() {
        // When
        Drawn lines = new Drawn(new LineChart("none", new Axis("x", true), new Axis("y", false), List.of()).svg());
        Drawn bars =
                new Drawn(new Bars("none", "x", List.of("a"), List.of(new Series("alone", List.of(Double.NaN))), false)
                        .svg());

        // Then
        assertThat(lines.only("title")).isEqualTo("none");
        assertThat(lines.strokes(BLUE)).isEmpty();
        assertThat(bars.bars(BLUE)).isEmpty();
    }

    @Test
    void labelsAreShort() {
        assertThat(Drawing.label(0)).isEqualTo("0");
        assertThat(Drawing.label(0.25)).isEqualTo("0.25");
        assertThat(Drawing.label(500)).isEqualTo("500");
        assertThat(Drawing.label(2_500)).isEqualTo("2.5k");
        assertThat(Drawing.label(10_000_000)).isEqualTo("10M");
    }
}
