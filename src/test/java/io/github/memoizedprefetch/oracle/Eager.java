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

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.memoizedprefetch.EagerAssociations;
import io.github.memoizedprefetch.hibernate.eager.LeftOut;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.oracle.model.Kind;

/**
 * How what is EAGER in the items of a case is left out of the reader's query, and
 * prefetched.
 *
 * @param hints of the query
 * @param paths besides those of the case
 */
record Eager(Map<String, Object> hints, List<String> paths) {

	static final Eager NOTHING = new Eager(Map.of(), List.of());

	/**
	 * A filtered session is left to Hibernate; a stateless one calls no {@code @PostLoad}
	 * of what it loads with an item, which the library does; of the others no query reads
	 * the items.
	 */
	private static final Set<ReaderKind> WITHOUT = Set.of(ReaderKind.STEP_FILTERED, ReaderKind.STATELESS,
			ReaderKind.STEP_IDS, ReaderKind.STEP_NEW, ReaderKind.STEP_REFERENCES, ReaderKind.CLOSED_REFERENCES);

	static Eager of(OracleCase oracleCase, Attributes attributes) {
		// rows that change between reading and prefetching are as they are by then; and
		// a lazy association that nobody prefetches may be there before a session ends,
		// because an EAGER one of the same page has led to the same row
		boolean lucky = oracleCase.reader().isDetaching() && oracleCase.touchesMore();
		// what callbacks make of it is written where it was loaded: with its page
		boolean written = oracleCase.kind() == Kind.CALLBACKS && oracleCase.pageSize() != oracleCase.chunkSize();
		// the hints join what is inverse, which repeats an owner of two rows in its page
		boolean repeated = oracleCase.kind() == Kind.UNREADABLE;
		if (written || repeated || WITHOUT.contains(oracleCase.reader()) || oracleCase.intruded() || lucky) {
			return NOTHING;
		}
		Mappings mappings = new Mappings(attributes.factory());
		LeftOut leftOut = LeftOut.of(mappings.requireEntity(oracleCase.itemType()), mappings);
		return (leftOut.refusal() != null || (leftOut.paths().isEmpty() && leftOut.joined().isEmpty())) ? NOTHING
				: new Eager(EagerAssociations.lazy(attributes.factory(), oracleCase.itemType()),
						leftOut.paths().isEmpty() ? List.of() : List.of(EagerAssociations.PATH));
	}

}
