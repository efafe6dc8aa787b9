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
package io.github.memoizedprefetch.hibernate.eager;

import java.util.List;
import java.util.Set;

import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import org.jspecify.annotations.Nullable;

/**
 * What a query leaves out that otherwise loads all that is EAGER in an entity.
 *
 * @param paths what is left out, and can be prefetched: paths from the entity
 * @param joined what a query loads one by one even so, or nobody could prefetch, and is
 * joined in its place: paths from the entity
 * @param lazyTargets the roots of what the entity refers to lazily besides
 * @param refusal why the query must not leave out anything, because something would be
 * missing then; null if it may
 */
public record LeftOut(List<String> paths, List<String> joined, Set<String> lazyTargets, @Nullable String refusal) {

	public static LeftOut of(EntityMapping entity, Mappings mappings) {
		return new LeftOutFinder(mappings).find(entity);
	}

	/** Whether queries load nothing but the entity. */
	boolean isNothing() {
		return this.paths.isEmpty() && this.joined.isEmpty() && this.refusal == null;
	}

}
