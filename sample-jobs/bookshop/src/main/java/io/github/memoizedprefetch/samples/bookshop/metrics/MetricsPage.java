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

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import com.samskivert.mustache.Mustache;
import io.github.memoizedprefetch.samples.bookshop.measure.TargetName;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Statistic;
import org.jspecify.annotations.Nullable;

/**
 * A page with plots of the meters over the chunks, and tables of them. It is one file and
 * loads nothing.
 */
public final class MetricsPage {

	/** The name of the file. */
	public static final String FILE_NAME = "metrics.html";

	private final PrefetchMeters meters;

	public MetricsPage(PrefetchMeters meters) {
		this.meters = meters;
	}

	/**
	 * Write the page.
	 * @param folder where to
	 * @return the file
	 */
	public Path write(Path folder) {
		Path file = folder.resolve(FILE_NAME);
		try (Reader template = new InputStreamReader(
				Objects.requireNonNull(MetricsPage.class.getResourceAsStream(FILE_NAME)), StandardCharsets.UTF_8);
				Writer out = Files.newBufferedWriter(file)) {
			Mustache.compiler().compile(template).execute(view(), out);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return file;
	}

	private View view() {
		List<StepSamples> samples = this.meters.steps();
		List<String> allTargets = samples.stream().flatMap((step) -> step.targets().stream()).distinct().toList();
		List<StepView> steps = new ArrayList<>();
		samples.forEach((step) -> steps.add(step("step-" + (steps.size() + 1), step, allTargets)));
		return new View(steps, meters());
	}

	private static StepView step(String id, StepSamples step, List<String> allTargets) {
		List<Plot> plots = List.of(Plot.hitRate(id + "-hit-rate", step, allTargets),
				Plot.stacked(id + "-misses", "Misses by chunk", step, allTargets, TargetMeters::misses),
				Plot.stacked(id + "-statements", "SQL statements by chunk", step, allTargets, TargetMeters::statements),
				Plot.stacked(id + "-load-time", "Load time by chunk, in ms", step, allTargets,
						TargetMeters::loadMillis));
		List<Row> total = new ArrayList<>();
		step.total().forEach((target, meters) -> total.add(Row.of(step.step(), target, meters)));
		List<Row> chunks = new ArrayList<>();
		step.points()
			.forEach((point) -> point.targets()
				.forEach((target, meters) -> chunks.add(Row.of(point.chunks(), target, meters))));
		List<LegendEntry> legend = step.targets()
			.stream()
			.map((target) -> new LegendEntry(TargetName.withoutPackage(target), Plot.colour(target, allTargets)))
			.toList();
		return new StepView(step.step(), step.chunks(), legend, plots, total, chunks);
	}

	private List<MeterRow> meters() {
		List<MeterRow> rows = new ArrayList<>();
		for (Meter meter : this.meters.registry().getMeters()) {
			for (Measurement measurement : meter.measure()) {
				// The maximum is that of the last minutes only
				if (measurement.getStatistic() != Statistic.MAX) {
					rows.add(new MeterRow(meter.getId().getName(),
							String.join(", ",
									meter.getId()
										.getTags()
										.stream()
										.map((tag) -> tag.getKey() + "=" + tag.getValue())
										.toList()),
							measurement.getStatistic().getTagValueRepresentation(),
							number(measurement, meter.getId().getBaseUnit())));
				}
			}
		}
		rows.sort((left, right) -> left.key().compareTo(right.key()));
		return rows;
	}

	private static String number(Measurement measurement, @Nullable String unit) {
		double value = measurement.getValue();
		String number = String.format(Locale.ROOT, (value == Math.rint(value)) ? "%,.0f" : "%,.6f", value);
		boolean measured = switch (measurement.getStatistic()) {
			case TOTAL, TOTAL_TIME, DURATION, VALUE -> true;
			default -> false;
		};
		return (measured && unit != null) ? number + " " + unit : number;
	}

	private record View(List<StepView> steps, List<MeterRow> meters) {
	}

	private record StepView(String name, int chunks, List<LegendEntry> legend, List<Plot> plots, List<Row> total,
			List<Row> rows) {
	}

	private record LegendEntry(String target, int colour) {
	}

	/**
	 * @param of what the row is about, the step or its chunk
	 */
	private record Row(String of, String target, String hitRate, String hits, String misses, String statements,
			String loadMillis) {

		static Row of(String of, String target, TargetMeters meters) {
			String hitRate = Double.isNaN(meters.hitRate()) ? "" : decimal(meters.hitRate());
			return new Row(of, TargetName.withoutPackage(target), hitRate, count(meters.hits()), count(meters.misses()),
					count(meters.statements()), decimal(meters.loadMillis()));
		}

		private static String count(long count) {
			return String.format(Locale.ROOT, "%,d", count);
		}

		private static String decimal(double number) {
			return String.format(Locale.ROOT, "%,.1f", number);
		}

	}

	private record MeterRow(String name, String tags, String statistic, String value) {

		String key() {
			return this.name + " " + this.tags + " " + this.statistic;
		}

	}

}
