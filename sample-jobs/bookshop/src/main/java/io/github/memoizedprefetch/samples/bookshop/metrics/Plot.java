/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.memoizedprefetch.samples.bookshop.metrics;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.github.memoizedprefetch.samples.bookshop.measure.TargetName;
import io.github.memoizedprefetch.samples.bookshop.metrics.StepSamples.Point;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;

/**
 * A plot over the chunks of a step, as an SVG that can stand within a page. Its colours
 * are those of the page's style sheet, which has some for a dark background, too. A
 * target has the same colour in all plots.
 *
 * @param id unique in the page
 * @param title what is plotted
 * @param svg the SVG element
 */
record Plot(String id, String title, String svg) {

	/** That of a phone: wider screens have several beside each other. */
	private static final int WIDTH = 440;

	private static final int HEIGHT = 260;

	private static final int MOST_LABELS = 10;

	private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

	private static final int COLOURS = 6;

	/** These stand for variables of the style sheet. */
	private static final Color TEXT = new Color(1, 0, 0);

	private static final Color LINES = new Color(2, 0, 0);

	private static final Color TRANSPARENT = new Color(0, 0, 0, 0);

	static Plot hitRate(String id, StepSamples step, List<String> allTargets) {
		XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).xAxisTitle("chunk").build();
		style(chart.getStyler(), step, allTargets);
		List<Point> points = step.points();
		double[] chunks = points.stream().mapToDouble(Point::to).toArray();
		long every = step(points.isEmpty() ? 0 : points.get(points.size() - 1).to());
		chart.getStyler()
			.setYAxisMin(0.0)
			.setYAxisMax(100.0)
			.setxAxisTickLabelsFormattingFunction((chunk) -> label(Math.round(chunk), every));
		for (String target : step.targets()) {
			chart.addSeries(TargetName.withoutPackage(target), chunks,
					points.stream().mapToDouble((point) -> point.of(target).hitRate()).toArray());
		}
		return new Plot(id, "Hit rate by chunk, in %", svg(chart, id));
	}

	static Plot stacked(String id, String title, StepSamples step, List<String> allTargets,
			ToDoubleFunction<TargetMeters> value) {
		CategoryChart chart = new CategoryChartBuilder().width(WIDTH).height(HEIGHT).xAxisTitle("chunk").build();
		style(chart.getStyler(), step, allTargets);
		List<Point> points = step.points();
		boolean ranges = step.chunks() > points.size();
		chart.getStyler()
			.setStacked(true)
			.setAvailableSpaceFill(0.8)
			.setXAxisMaxLabelCount(ranges ? MOST_LABELS / 2 : MOST_LABELS);
		List<String> chunks = points.stream().map(Point::chunks).toList();
		for (String target : step.targets()) {
			chart.addSeries(TargetName.withoutPackage(target), chunks,
					points.stream().map((point) -> value.applyAsDouble(point.of(target))).toList());
		}
		return new Plot(id, title, svg(chart, id));
	}

	/** Labels of all chunks would lie over each other. */
	private static String label(long chunk, long every) {
		return (chunk % every == 0) ? Long.toString(chunk) : " ";
	}

	/** 1, 2, 5, 10, 20 and so on, so that there are not too many labels. */
	private static long step(int chunks) {
		long power = 1;
		while (true) {
			for (long step : new long[] { power, 2 * power, 5 * power }) {
				if (chunks <= step * MOST_LABELS) {
					return step;
				}
			}
			power *= 10;
		}
	}

	private static void style(AxesChartStyler styler, StepSamples step, List<String> allTargets) {
		styler.setAxisTickLabelsColor(TEXT)
			.setAxisTickLabelsFont(FONT)
			.setAxisTitleFont(FONT)
			.setAxisTickMarksColor(LINES)
			.setPlotGridLinesColor(LINES)
			.setPlotGridLinesStroke(new BasicStroke(0.5F))
			.setPlotGridVerticalLinesVisible(false);
		styler.setXAxisTitleColor(TEXT)
			.setChartFontColor(TEXT)
			.setChartBackgroundColor(TRANSPARENT)
			.setPlotBackgroundColor(TRANSPARENT)
			.setPlotBorderVisible(false)
			.setLegendVisible(false)
			.setSeriesColors(
					step.targets().stream().map((target) -> series(colour(target, allTargets))).toArray(Color[]::new));
	}

	/** The number of a target's colour in the style sheet. */
	static int colour(String target, List<String> allTargets) {
		return allTargets.indexOf(target) % COLOURS;
	}

	private static Color series(int index) {
		return new Color(3, 0, index);
	}

	private static String svg(Chart<?, ?> chart, String id) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try {
			VectorGraphicsEncoder.saveVectorGraphic(chart, out, VectorGraphicsFormat.SVG);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		String svg = out.toString(StandardCharsets.UTF_8);
		svg = svg.substring(svg.indexOf("<svg "))
			.replaceFirst("<svg ", "<svg role=\"img\" aria-labelledby=\"%s\" ".formatted(id))
			.replaceAll("([.][0-9]{2})[0-9]+", "$1")
			.replace(css(TRANSPARENT), "none")
			.replace(" id=\"", " id=\"" + id + "-")
			.replace("url(#", "url(#" + id + "-")
			.replace(css(TEXT), "var(--text)")
			.replace(css(LINES), "var(--lines)");
		for (int index = 0; index < COLOURS; index++) {
			svg = svg.replace(css(series(index)), "var(--series-%d)".formatted(index));
		}
		return svg;
	}

	private static String css(Color color) {
		return "rgb(%d,%d,%d)".formatted(color.getRed(), color.getGreen(), color.getBlue());
	}

}
