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
package io.github.memoizedprefetch.samples.bookshop;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

import io.github.memoizedprefetch.samples.bookshop.measure.StepFigures;
import io.github.memoizedprefetch.samples.bookshop.metrics.PrefetchListeners;
import io.github.memoizedprefetch.samples.bookshop.posted.PostedFile;

import org.springframework.batch.core.job.Job;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An import of posted reviews into a database of its own, which is there until this is
 * closed.
 */
final class PostedImport implements AutoCloseable {

	/** In files: a million rows need not fit into memory. */
	private static final String DATABASE = "--spring.datasource.url=jdbc:hsqldb:file:%s;hsqldb.tx=mvcc;hsqldb.default_table_type=cached"
			+ ";hsqldb.log_data=false;shutdown=true";

	private final ConfigurableApplicationContext context;

	private final StepFigures figures;

	private PostedImport(ConfigurableApplicationContext context, StepFigures figures) {
		this.context = context;
		this.figures = figures;
	}

	static PostedImport run(BookshopOptions options, PostedFile file, boolean prefetch, Path folder,
			PrefetchListeners listeners, PrintStream err) {
		ConfigurableApplicationContext context = new BookshopContext(options.withoutReviews(), listeners, err).start(
				List.of(DATABASE.formatted(folder.resolve("database")), "--spring.sql.init.mode=always"),
				(starting) -> starting.registerBean(PostedFile.class, () -> file), "posted", "java",
				prefetch ? "prefetch" : "no-prefetch");
		try {
			var execution = context.getBean(JobRunner.class).run(context.getBean("postedJob", Job.class));
			return new PostedImport(context, JobRunner.figures(execution).get(1));
		}
		catch (RuntimeException ex) {
			context.close();
			throw ex;
		}
	}

	StepFigures figures() {
		return this.figures;
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
