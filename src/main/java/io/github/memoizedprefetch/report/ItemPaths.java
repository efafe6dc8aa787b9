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
package io.github.memoizedprefetch.report;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** How the items of a step lead to what is loaded. */
public interface ItemPaths {

	/**
	 * Find what is about to be loaded lazily.
	 * @param session its session, to compare
	 * @param key its key in it
	 * @return the class of the item and the path, {@code PurchaseLine.purchase.member};
	 * null if it is reached from no item that is known
	 */
	@Nullable String find(Object session, Object key);

	/** An entity was found by its id: items may have it. */
	void found();

	/**
	 * Which option serves entities that are found by their ids.
	 * @param entity the entity's short name
	 * @param ids some of the ids
	 */
	String keyOf(String entity, List<Object> ids);

}
