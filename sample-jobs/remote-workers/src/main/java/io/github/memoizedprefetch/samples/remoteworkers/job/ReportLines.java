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
package io.github.memoizedprefetch.samples.remoteworkers.job;

import java.util.List;
import java.util.function.Function;

import io.github.memoizedprefetch.samples.bookshop.report.Report;
import io.github.memoizedprefetch.samples.bookshop.report.ReviewLine;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The table in which the workers leave their lines. The manager makes a file of it, in
 * the order of the reviews.
 */
public class ReportLines {

	/** The lines of a job instance. */
	public static final String QUERY = "select line from report_lines where job_instance_id = ? order by review_id";

	private static final String INSERT = "insert into report_lines (job_instance_id, review_id, line) values (?, ?, ?)";

	private final Function<ReviewLine, String> format = Report.REVIEWS.format();

	private final JdbcTemplate jdbcTemplate;

	ReportLines(JdbcTemplate jdbcTemplate) {
		this.jdbcTemplate = jdbcTemplate;
	}

	/**
	 * Write lines. That they are there already is an error: the chunks of a partition are
	 * committed together with its progress.
	 * @param jobInstance the job instance they belong to
	 * @param lines the lines
	 */
	public void insert(long jobInstance, List<? extends ReviewLine> lines) {
		write(INSERT, jobInstance, lines);
	}

	/**
	 * Write lines, or write them once more: the broker delivers a chunk again if the
	 * worker dies after the database's commit and before the broker's.
	 * @param jobInstance the job instance they belong to
	 * @param lines the lines
	 */
	public void insertOrReplace(long jobInstance, List<? extends ReviewLine> lines) {
		write(INSERT + " on conflict (job_instance_id, review_id) do update set line = excluded.line", jobInstance,
				lines);
	}

	private void write(String sql, long jobInstance, List<? extends ReviewLine> lines) {
		this.jdbcTemplate.batchUpdate(sql,
				lines.stream()
					.map((line) -> new Object[] { jobInstance, line.reviewId(), this.format.apply(line) })
					.toList());
	}

}
