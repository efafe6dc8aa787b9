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
package io.github.memoizedprefetch.hibernate.loading;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import io.github.memoizedprefetch.hibernate.snapshot.Snapshot;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Keys that no row has come for, although the database may take one for theirs: it may
 * not tell strings by case, accents or padding.
 */
final class UnansweredKeys {

	private static final Pattern MARKS = Pattern.compile("\\p{M}+");

	private UnansweredKeys() {
	}

	/**
	 * Which of the keys have to be asked for alone.
	 * @param snapshots what has come
	 */
	static Collection<Object> of(EntityMapping target, Collection<?> keys, List<Snapshot> snapshots,
			SharedSessionContractImplementor session) {
		Set<Object> unanswered = new HashSet<>(keys);
		snapshots.forEach((snapshot) -> unanswered.remove(snapshot.key()));
		if (unanswered.isEmpty() || snapshots.size() > keys.size() - unanswered.size()) {
			return unanswered; // rows came that nobody has asked for
		}
		Set<Object> forms = new HashSet<>();
		snapshots.forEach((snapshot) -> forms.add(form(target, snapshot.key(), session)));
		unanswered.removeIf((key) -> !forms.contains(form(target, key, session)));
		return unanswered;
	}

	private static Object form(EntityMapping target, Object key, SharedSessionContractImplementor session) {
		List<@Nullable Object> values = new ArrayList<>();
		target.persister()
			.getIdentifierMapping()
			.forEachJdbcValue(EntityMapping.id(key),
					(position, value, column) -> values
						.add((value instanceof String || value instanceof Character) ? form(value.toString()) : value),
					session);
		return values;
	}

	private static String form(String value) {
		String letters = MARKS.matcher(Normalizer.normalize(value, Normalizer.Form.NFKD)).replaceAll("");
		return letters.stripTrailing().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
	}

}
