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
package io.github.memoizedprefetch.samples.shared;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

import org.apache.commons.text.similarity.LevenshteinDistance;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says in one line what is wrong with the arguments.
 */
final class BadArguments {

	private static final int MOST_MISTAKES = 2;

	private BadArguments() {
	}

	static String message(ParameterException ex) {
		if (ex instanceof UnmatchedArgumentException unmatched) {
			return unknown(unmatched);
		}
		return ex.getMessage();
	}

	private static String unknown(UnmatchedArgumentException ex) {
		String argument = ex.getUnmatched().get(0);
		return "unknown argument '%s', %s".formatted(argument,
				nearest(argument, ex.getCommandLine().getCommandSpec().optionsMap().keySet())
					.map((option) -> "did you mean " + option + "?")
					.orElse("see --help"));
	}

	/** Picocli suggests nothing for letters that have changed places. */
	private static Optional<String> nearest(String argument, Set<String> options) {
		String name = argument.replaceFirst("=.*", "");
		LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
		return options.stream()
			.min(Comparator.comparing((option) -> distance.apply(name, option)))
			.filter((option) -> distance.apply(name, option) <= MOST_MISTAKES);
	}

}
