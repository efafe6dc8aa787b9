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
package io.github.memoizedprefetch.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.github.memoizedprefetch.benchmark.step.Strategy;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * Draws how near to the floor the strategies come in each scenario, as SVG.
 */
final class Plot {

	private static final List<Strategy> SERIES = List.of(Strategy.NAIVE, Strategy.JOIN_FETCH, Strategy.BATCH_FETCH,
			Strategy.CACHE_WARM, Strategy.CACHE_BATCH_WARM, Strategy.MEMOIZED, Strategy.MEMOIZED_ALL);

	private Plot() {
	}

	static void write(List<Row> rows, Path folder) throws IOException {
		List<List<String>> scenarios = rows.stream().map(Row::scenario).distinct().limit(8).toList();
		if (scenarios.isEmpty()) {
			return;
		}
		CategoryChart chart = new CategoryChartBuilder().width(1_200)
			.height(500)
			.title("Rows per second, in % of a step that does not use the associations")
			.build();
		chart.getStyler().setLegendPosition(LegendPosition.OutsideE).setPlotContentSize(0.98);
		chart.getStyler().setAvailableSpaceFill(0.85).setXAxisLabelRotation(0);
		List<String> labels = scenarios.stream().map(Plot::label).toList();
		for (Strategy strategy : SERIES.stream().filter((one) -> isMeasured(rows, one)).toList()) {
			chart.addSeries(strategy.toString(), labels,
					scenarios.stream().map((scenario) -> percent(rows, scenario, strategy)).toList());
		}
		VectorGraphicsEncoder.saveVectorGraphic(chart, folder.resolve("results").toString(), VectorGraphicsFormat.SVG);
	}

	private static boolean isMeasured(List<Row> rows, Strategy strategy) {
		return rows.stream().anyMatch((row) -> row.strategy() == strategy);
	}

	private static String label(List<String> scenario) {
		String latency = scenario.get(4).equals("0") ? "" : ", " + scenario.get(4) + " ms";
		return "(%s) %s, %s, %s%s".formatted(scenario.get(0), scenario.get(1), scenario.get(2), scenario.get(3),
				latency);
	}

	private static Double percent(List<Row> rows, List<String> scenario, Strategy strategy) {
		return rows.stream()
			.filter((row) -> row.scenario().equals(scenario) && row.strategy() == strategy)
			.mapToDouble((row) -> 100 / row.ratioToFloor())
			.average()
			.orElse(0.0);
	}

}
