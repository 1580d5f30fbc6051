// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.bench.chart.Bars.Series;
import io.prism.bench.chart.LineChart.Axis;
import io.prism.bench.chart.LineChart.Line;
import io.prism.bench.chart.LineChart.Place;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class ChartsAreDrawnTest {

    private static final int BACKGROUND = 1;

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
        Document svg = WellFormed.svg(bars.svg());

        // Then three bars and two entries of the legend
        assertThat(count(svg, "rect")).isEqualTo(BACKGROUND + 3 + 2);
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("a < b & \"c\"");
        assertThat(texts(svg)).contains("get", "set", "answers/s", "10", "20", "5");
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
        Document svg = WellFormed.svg(bars.svg());

        // Then what is nothing has no bar
        assertThat(count(svg, "rect")).isEqualTo(BACKGROUND + 3 + 2);
        assertThat(texts(svg)).contains("10", "22");
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
        Document svg = WellFormed.svg(lines.svg());

        // Then
        var curves = svg.getElementsByTagName("polyline");
        assertThat(curves.getLength()).isEqualTo(2);
        assertThat(curves.item(0).getAttributes().getNamedItem("stroke").getNodeValue())
                .isEqualTo(curves.item(1).getAttributes().getNamedItem("stroke").getNodeValue());
        assertThat(curves.item(1).getAttributes().getNamedItem("stroke-dasharray"))
                .isNotNull();
        assertThat(count(svg, "circle")).isEqualTo(6);
        assertThat(texts(svg)).contains("1k", "calls per second", "µs", "alone");
    }

    @Test
    void aChartOfNothingIsAChart() {
        // When
        Document svg =
                WellFormed.svg(new LineChart("none", new Axis("x", true), new Axis("y", false), List.of()).svg());

        // Then
        assertThat(count(svg, "polyline")).isZero();
    }

    private static int count(Document svg, String element) {
        return svg.getElementsByTagName(element).getLength();
    }

    private static List<String> texts(Document svg) {
        var texts = svg.getElementsByTagName("text");
        return IntStream.range(0, texts.getLength())
                .mapToObj(index -> texts.item(index).getTextContent())
                .toList();
    }
}
