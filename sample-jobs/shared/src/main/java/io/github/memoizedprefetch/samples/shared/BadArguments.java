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

import java.util.List;

import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says in one line what is wrong with the arguments.
 */
final class BadArguments {

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
		List<String> nearest = ex.getSuggestions();
		return "unknown argument '%s'%s".formatted(argument,
				nearest.isEmpty() ? ", see --help" : ", did you mean " + nearest.get(0) + "?");
	}

}
