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

import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code bench.only} and {@code bench.strategies} pick: all if they are empty.
 */
final class Chosen {

	private Chosen() {
	}

	/** Whether a name contains one of the texts between {@code |}. */
	static boolean includes(String name) {
		return Stream.of(System.getProperty("bench.only", "").split("\\|")).anyMatch(name::contains);
	}

	static <S> List<S> of(List<S> all) {
		return of(all, all);
	}

	/**
	 * Those that are named, also such as are not usual. The first is what the others are
	 * compared with.
	 */
	static <S> List<S> of(List<S> usual, List<S> all) {
		List<String> names = List.of(System.getProperty("bench.strategies", "").split(","));
		return names.contains("") ? usual
				: all.stream()
					.filter((strategy) -> strategy == all.get(0) || names.contains(strategy.toString()))
					.toList();
	}

}
