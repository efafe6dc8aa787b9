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
package io.github.memoizedprefetch.batch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.github.memoizedprefetch.report.Report;
import io.github.memoizedprefetch.report.ReportText;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonWriter;

/**
 * Which SQL statements a step has issued, what for, and what to do about it:
 * {@link #toString()} is what is logged at its end. The partitions of a step are added up
 * in the report of the step that is partitioned, if it has a {@link StepReportListener}
 * too. Immutable.
 * <p>
 * Counted is what the sessions of the {@code EntityManagerFactory} prepare for the step:
 * a JDBC batch counts once. Not counted is plain JDBC, Spring Batch's own included.
 */
public final class StepReport {

	private final Report report;

	private final List<Cause> causes;

	StepReport(Report report) {
		this.report = report;
		this.causes = report.lines().stream().map(StepReport::cause).toList();
	}

	private static Cause cause(Report.Line line) {
		String kind = line.cause().kind().name().toLowerCase(Locale.ROOT);
		String remedy = line.remedy().text().isEmpty() ? null : line.remedy().text();
		return new Cause(line.phase().toString(), kind, line.cause().subject(), line.cause().entity(), line.count(),
				remedy, line.remedy().saves());
	}

	/**
	 * Why statements were issued.
	 *
	 * @param phase what the step was doing: {@code reader}, {@code processor},
	 * {@code writer} (until the commit), or {@code step} for all else
	 * @param kind one of lazy, eager, query, count, find, merge, insert, update, delete,
	 * sequence, refresh, lock, read (the reader's own query), prefetched (by this
	 * library), and other
	 * @param subject the path, the query's keys, or the entity
	 * @param entity the entity's simple name, or a table or sequence
	 * @param count how many statements
	 * @param remedy a line of Java or a property that serves them, or why there is none;
	 * null if there is nothing to say
	 * @param saves about how many statements that saves, 0 if it cannot be said
	 */
	public record Cause(String phase, String kind, String subject, String entity, long count, @Nullable String remedy,
			long saves) {
	}

	/**
	 * The job.
	 * @return its name
	 */
	public String jobName() {
		return this.report.facts().job();
	}

	/**
	 * The step.
	 * @return its name; empty in a report of all steps of a job
	 */
	public String stepName() {
		return this.report.facts().step();
	}

	/**
	 * How many items there were.
	 * @return Spring Batch's read count
	 */
	public long items() {
		return this.report.facts().items();
	}

	/**
	 * How many statements there were.
	 * @return the sum over all causes
	 */
	public long statements() {
		return this.report.statements();
	}

	/**
	 * How many statements an item has cost.
	 * @return statements by items; 0 without items
	 */
	public double statementsPerItem() {
		return (items() > 0) ? (double) statements() / items() : 0;
	}

	/**
	 * What the statements were for.
	 * @return the causes, the most frequent first
	 */
	public List<Cause> causes() {
		return this.causes;
	}

	/**
	 * The report as simple values, for any library that writes JSON, YAML and the like.
	 * @return names and values: texts, numbers, and a list of maps for the causes
	 */
	public Map<String, Object> toMap() {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("job", jobName());
		map.put("step", stepName());
		map.put("items", items());
		map.put("statements", statements());
		map.put("partitions", this.report.facts().partitions());
		map.put("elsewhere", this.report.facts().elsewhere());
		map.put("causes", this.causes.stream().map(StepReport::toMap).toList());
		return map;
	}

	private static Map<String, Object> toMap(Cause cause) {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("phase", cause.phase());
		map.put("kind", cause.kind());
		map.put("subject", cause.subject());
		map.put("entity", cause.entity());
		map.put("count", cause.count());
		map.put("remedy", Objects.requireNonNullElse(cause.remedy(), ""));
		map.put("saves", cause.saves());
		return map;
	}

	/**
	 * {@link #toMap()} as JSON, by Spring Boot's {@code JsonWriter}.
	 * @return one JSON object
	 * @throws IllegalStateException if Spring Boot is not on the class path: then give
	 * {@link #toMap()} to the JSON library that is
	 */
	public String toJson() {
		try {
			return JsonWriter.<Map<String, Object>>standard().writeToString(toMap());
		}
		catch (NoClassDefFoundError ex) {
			throw new IllegalStateException("Spring Boot, whose JsonWriter is used, is not on the class path; give"
					+ " toMap() to a JSON library", ex);
		}
	}

	@Override
	public String toString() {
		return ReportText.of(this.report);
	}

}
