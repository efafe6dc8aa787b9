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
package io.github.memoizedprefetch.hibernate.mapping;

import io.github.memoizedprefetch.message.DottedPath;
import org.jspecify.annotations.Nullable;

/**
 * Checks the attribute paths that are fetched along with a target.
 */
final class FetchPaths {

	private FetchPaths() {
	}

	static void check(EntityMapping target, String path) {
		EntityMapping owner = target;
		for (String segment : DottedPath.attributes(path)) {
			Attribute attribute = (owner != null) ? owner.attribute(segment) : null;
			if (attribute == null) {
				throw new IllegalArgumentException((owner != null)
						? owner + " has no attribute '" + segment + "' (fetch path '" + path + "' of " + target
								+ "); it has " + owner.attributeNames()
						: "'" + segment + "' cannot be fetched along with " + target + " (fetch path '" + path
								+ "'): what it belongs to is no entity");
			}
			owner = next(attribute);
			if (owner == null && attribute.collection() == null) {
				throw new IllegalArgumentException("'" + segment + "' is no association (fetch path '" + path + "' of "
						+ target + "); only associations are fetched along");
			}
		}
	}

	private static @Nullable EntityMapping next(Attribute attribute) {
		EntityMapping toOne = attribute.toOne();
		CollectionMapping collection = attribute.collection();
		return (toOne != null || collection == null) ? toOne : collection.element();
	}

}
