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
package io.github.memoizedprefetch.samples.bookshop.catalogue;

import java.util.Random;

/**
 * Makes up names and texts.
 */
final class Names {

	private static final String[] FIRST = { "Ada", "Bruno", "Chiara", "Dan", "Elif", "Femi", "Grace", "Hana", "Ivan",
			"Jun", "Karin", "Luis", "Mei", "Noor", "Olga", "Pia", "Quentin", "Rosa", "Sven", "Tomás" };

	private static final String[] LAST = { "Abe", "Becker", "Costa", "Dahl", "Eriksen", "Farah", "Greene", "Horváth",
			"Ito", "Jansen", "Kaya", "Lindgren", "Moreau", "Nowak", "Okafor", "Petrov", "Quinn", "Rossi", "Sato",
			"Weber" };

	private static final String[] ADJECTIVE = { "Silent", "Hidden", "Last", "Broken", "Golden", "Distant", "Crooked",
			"Patient", "Burning", "Second" };

	private static final String[] NOUN = { "Garden", "River", "Letter", "Harbour", "Winter", "Mirror", "Orchard", "Map",
			"Library", "Clock" };

	private static final String[] COUNTRY = { "Brazil", "Canada", "France", "Germany", "India", "Japan", "Kenya",
			"Poland", "Spain", "Turkey" };

	private static final String[] VERDICT = { "dull", "uneven", "pleasant", "moving", "brilliant" };

	private final Random random;

	Names(Random random) {
		this.random = random;
	}

	String person() {
		return one(FIRST) + " " + one(LAST);
	}

	String publisher() {
		return one(LAST) + " & " + one(LAST);
	}

	String country() {
		return one(COUNTRY);
	}

	String title() {
		String title = "The " + one(ADJECTIVE) + " " + one(NOUN);
		return (this.random.nextInt(4) == 0) ? title + " (\"" + one(NOUN) + "\" series, #2)" : title;
	}

	String category(int id) {
		return (one(ADJECTIVE) + "-" + one(NOUN)).toLowerCase(java.util.Locale.ROOT) + "-" + id;
	}

	String comment(int rating) {
		return one(NOUN) + " by " + one(NOUN) + ", " + VERDICT[rating - 1];
	}

	private String one(String[] of) {
		return of[this.random.nextInt(of.length)];
	}

}
