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

package io.github.memoizedprefetch.oracle;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

import io.github.memoizedprefetch.oracle.model.Kind;

/**
 * The kinds that cases are of: all, or those that {@code oracle.kinds} lists.
 */
final class Kinds {

	/**
	 * All. With a list of some, a seed is another case: so it is once there is a new
	 * kind, and seeds from before {@link Kind#ANY} need {@code oracle.kinds} with all
	 * kinds above it, those from before {@link Kind#DELETIONS} or {@link Kind#SUBCLASSES}
	 * with all above those.
	 */
	private static final Set<Kind> DEFAULT = EnumSet.allOf(Kind.class);

	private static final Set<Kind> ENABLED = enabled(System.getProperty("oracle.kinds", ""));

	private Kinds() {
	}

	private static Set<Kind> enabled(String names) {
		if (names.isEmpty()) {
			return DEFAULT;
		}
		Set<Kind> kinds = EnumSet.noneOf(Kind.class);
		for (String name : names.toUpperCase(Locale.ROOT).split(",")) {
			kinds.addAll(name.equals("ALL") ? Arrays.asList(Kind.values()) : List.of(Kind.valueOf(name)));
		}
		return kinds;
	}

	/** Four of ten are of no special kind. */
	static Kind of(long seed) {
		RandomValues random = new RandomValues(new Random(seed * 104_729 + 5));
		boolean base = random.chance(40);
		List<Kind> special = ENABLED.stream().filter((kind) -> kind != Kind.BASE).toList();
		return ((base && ENABLED.contains(Kind.BASE)) || special.isEmpty()) ? Kind.BASE : random.oneOf(special);
	}

}
