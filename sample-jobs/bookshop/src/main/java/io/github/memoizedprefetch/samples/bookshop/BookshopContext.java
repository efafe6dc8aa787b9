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
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.memoizedprefetch.samples.bookshop.console.StepProgress;
import io.github.memoizedprefetch.samples.bookshop.metrics.PrefetchListeners;
import io.github.memoizedprefetch.samples.bookshop.posted.PostedFile;
import io.github.memoizedprefetch.samples.bookshop.statements.StatementReports;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Starts the application for a job.
 *
 * @param options what the job runs on
 * @param listeners the listeners of its prefetches
 * @param err where progress is shown
 */
record BookshopContext(BookshopOptions options, PrefetchListeners listeners, PrintStream err) {

	ConfigurableApplicationContext start(List<String> arguments, Consumer<GenericApplicationContext> more,
			String... profiles) {
		return new SpringApplicationBuilder(BookshopApplication.class).web(WebApplicationType.NONE)
			.profiles(profiles)
			.initializers((context) -> register((GenericApplicationContext) context))
			.initializers((context) -> more.accept((GenericApplicationContext) context))
			.run(Stream.concat(arguments.stream(), Stream.of(report())).toArray(String[]::new));
	}

	private String report() {
		return "--memoized-prefetch.report=" + (this.options.statementsFolder() != null);
	}

	private void register(GenericApplicationContext context) {
		context.registerBean(BookshopOptions.class, () -> this.options);
		context.registerBean(StatementReports.class);
		context.registerBean("prefetchOptions", PrefetchOptions.class, this.options::prefetch);
		context.registerBean("prefetchListeners", PrefetchListeners.class, () -> this.listeners);
		context.registerBean(StepProgress.class, () -> new StepProgress(this.err, (step) -> rows(context, step)));
	}

	private static long rows(GenericApplicationContext context, String step) {
		return switch (step) {
			case "import" -> -1;
			case PostedConfiguration.STEP -> context.getBean(PostedFile.class).rows();
			default -> count(context.getBean(JdbcTemplate.class), step);
		};
	}

	private static long count(JdbcTemplate jdbc, String table) {
		Long rows = jdbc.queryForObject("select count(*) from " + table, Long.class);
		return (rows != null) ? rows : -1;
	}

}
