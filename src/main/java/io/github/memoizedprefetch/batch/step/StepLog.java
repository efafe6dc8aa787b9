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
package io.github.memoizedprefetch.batch.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchStatistics;
import io.github.memoizedprefetch.MemoizedPrefetchStatistics.TargetStatistics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is said of the prefetches of a step when it ends: a line for each target, which
 * begins with what was saved.
 */
public final class StepLog {

	private static final Logger logger = LoggerFactory.getLogger(MemoizedPrefetch.class);

	private StepLog() {
	}

	static void log(String stepName, MemoizedPrefetchStatistics statistics, Map<String, List<String>> learnt) {
		if (logger.isInfoEnabled()) {
			statistics.targets().forEach((name, target) -> {
				if (target.references() + target.hits() + target.misses() + target.loads() > 0) {
					logger.info("Step {} prefetched {}: {}", stepName, name,
							line(target, statistics.wholeTables().get(name)));
				}
			});
			statistics.touched()
				.forEach((path, decision) -> logger.info("Step {} touched {}: {}", stepName, path, decision));
			learnt.forEach((type, paths) -> logger.info("Step {} learnt: @MemoizedPrefetchPaths({}{})", stepName,
					(learnt.size() > 1) ? "itemType = " + type.replaceFirst(".*[.$]", "") + ".class, value = " : "",
					paths.stream().map((path) -> '"' + path + '"').collect(Collectors.joining(", ", "{", "}"))));
		}
	}

	public static String line(TargetStatistics target, @Nullable String wholeTable) {
		String line = "%s served with %s".formatted(count(target.references(), "reference"),
				count(target.statements(), "statement"));
		if (target.statements() > 0) {
			line += format(" in %,d ms", target.loadTime().toMillis());
		}
		if (wholeTable != null) {
			line += " (the table was " + wholeTable + ")";
		}
		return line + ": " + String.join(", ", details(target));
	}

	/** What is zero is left out. */
	private static List<String> details(TargetStatistics target) {
		List<String> details = new ArrayList<>();
		details.add(format("%,d loaded", target.loads()));
		if (target.hits() > 0) {
			details.add(format("%s, %s (hit rate %d %%)", count(target.hits(), "hit"),
					(target.misses() == 1) ? "1 miss" : format("%,d misses", target.misses()),
					Math.round(100 * target.hitRate())));
		}
		if (target.unannounced() > 0) {
			details.add(format("%,d asked for alone, because nobody announced their keys", target.unannounced()));
		}
		if (target.evictions() > 0) {
			details.add(format("%,d evicted", target.evictions()));
		}
		if (target.sufficientCacheSize() > 0) {
			details.add(format("%,d of them loaded again: a cacheSize of %d would have sufficed", target.reloads(),
					target.sufficientCacheSize()));
		}
		return details;
	}

	private static String count(long number, String noun) {
		return format((number == 1) ? "%,d %s" : "%,d %ss", number, noun);
	}

	private static String format(String text, Object... arguments) {
		return String.format(Locale.ROOT, text, arguments);
	}

}
