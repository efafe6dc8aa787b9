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

import java.util.DoubleSummaryStatistics;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * What several launches have measured of the same.
 */
record Range(double least, double most) {

	static Optional<Range> of(DoubleStream values) {
		DoubleSummaryStatistics all = values.summaryStatistics();
		return (all.getCount() > 0) ? Optional.of(new Range(all.getMin(), all.getMax())) : Optional.empty();
	}

	/** Both ends, or one if they look the same. */
	String format(String pattern) {
		String from = String.format(Locale.ROOT, pattern, this.least);
		String to = String.format(Locale.ROOT, pattern, this.most);
		return from.equals(to) ? from : from + " to " + to;
	}

}
