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
package io.github.memoizedprefetch.plan;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * That items hold the ids of an entity.
 *
 * @param entity the entity's class
 * @param paths what to prefetch behind the entity, from there
 * @param source gets the ids from an item; null if the path does
 */
public record Key(Class<?> entity, List<ItemPath> paths, @Nullable Source source) {

	/**
	 * Gets ids.
	 *
	 * @param function gets an id, or several, from an item
	 * @param owner the class of the items that have them; null if it is not known
	 * @param type the class of the ids; null if it is not known
	 */
	public record Source(Function<Object, @Nullable Object> function, @Nullable Class<?> owner,
			@Nullable Class<?> type) {

		/** The items are the ids. */
		public static final Source ITEMS = new Source((item) -> item, null, null);

	}

	/** Whether it is got from items of another class, as its source says. */
	boolean isOfOthersThan(Class<?> itemType) {
		Class<?> owner = (this.source != null) ? this.source.owner() : null;
		return owner != null && !owner.isAssignableFrom(itemType) && !itemType.isAssignableFrom(owner);
	}

	public static Key of(Class<?> entity, List<String> paths, @Nullable Source source) {
		return new Key(entity, paths.stream().map((path) -> ItemPath.of(path, null)).toList(), source);
	}

}
