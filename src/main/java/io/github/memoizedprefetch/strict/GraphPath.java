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
package io.github.memoizedprefetch.strict;

import java.lang.ref.WeakReference;

import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.message.DottedPath;
import org.jspecify.annotations.Nullable;

/**
 * How something was reached from an item.
 *
 * @param item the item
 * @param before the path that leads here, null at the item
 * @param step the attribute, empty at the item
 * @param depth how many steps there are before it
 * @param any whether an {@code @Any} association was passed on the way
 */
public record GraphPath(Item item, @Nullable GraphPath before, String step, int depth, boolean any) {

	/**
	 * An item of a chunk, which this does not keep from being collected.
	 *
	 * @param type its class
	 * @param object the item
	 * @param position its position among those of its class, from 1; 0 if it is not known
	 */
	public record Item(Class<?> type, WeakReference<Object> object, int position) {

		static Item of(Object item, int position) {
			return new Item(Mappings.classOf(item), new WeakReference<>(item), position);
		}

	}

	static GraphPath of(Item item) {
		return new GraphPath(item, null, "", 0, false);
	}

	GraphPath next(String name, boolean isAny) {
		return new GraphPath(this.item, this, name, this.depth + 1, this.any || isAny);
	}

	/** The path from the item, empty at the item. */
	public String path() {
		if (this.before == null) {
			return "";
		}
		return DottedPath.append(this.before.path(), this.step);
	}

}
