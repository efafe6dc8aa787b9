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
package io.github.memoizedprefetch.hibernate.merging;

import java.util.ArrayList;
import java.util.List;

import org.hibernate.engine.spi.EntityKey;
import org.jspecify.annotations.Nullable;

/**
 * An object that will be merged.
 */
final class MergeNode {

	final Object entity;

	final MergeMapping mapping;

	final State state;

	/** Null unless it is detached. */
	final @Nullable EntityKey key;

	/** Before which others it is merged. */
	final int position;

	/** What merging it merges too. */
	final List<MergeNode> cascaded = new ArrayList<>();

	/** What merging it refers to, if that is not merged too. */
	final List<Reference> references = new ArrayList<>();

	/** Whether its row is in the session only because it is about to be merged. */
	boolean loaded;

	MergeNode(Object entity, MergeMapping mapping, State state, @Nullable EntityKey key, int position) {
		this.entity = entity;
		this.mapping = mapping;
		this.state = state;
		this.key = key;
		this.position = position;
	}

	enum State {

		/** Merging looks for its row. */
		DETACHED,

		/** Merging makes a copy, which is inserted. */
		NEW,

		/** Merging leaves it, and goes on to what it refers to. */
		MANAGED

	}

	/**
	 * @param property the property
	 * @param value what it refers to: an entity or a proxy
	 */
	record Reference(MergeProperty property, Object value) {

	}

}
