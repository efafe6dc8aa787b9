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
package io.github.memoizedprefetch.hibernate.snapshot;

import java.util.function.Consumer;

import io.github.memoizedprefetch.hibernate.codec.EmbeddedState;
import io.github.memoizedprefetch.hibernate.mapping.Attribute;
import org.hibernate.engine.spi.EntityKey;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of something that refers to entities: of an entity, or of an
 * embedded value in one or in a collection.
 */
public interface KnownOwner {

	/** What an attribute holds; null also if the owner's class does not have it. */
	@Nullable Object value(Attribute attribute);

	/** What brought the owner along, or came along with it. */
	Along fetchedAlong();

	/** What an association refers to. */
	default @Nullable EntityKey referenceKey(Attribute attribute) {
		return (value(attribute) instanceof EntityKey target) ? target : null;
	}

	/** The key of a collection that the owner holds. */
	default @Nullable Object collectionKey(Attribute attribute) {
		return attribute.collectionKey(value(attribute));
	}

	/** An embedded value that the owner holds. */
	default @Nullable KnownOwner embedded(Attribute attribute) {
		return (value(attribute) instanceof EmbeddedState state) ? new Embedded(state, fetchedAlong()) : null;
	}

	/** What was fetched with something. */
	interface Along {

		/** What was fetched along, however deep, and is known by that key. */
		@Nullable Snapshot companion(EntityKey key);

		/**
		 * The content of a collection that was fetched along.
		 * @param key the collection's key
		 * @param elements takes what was fetched with the entity, if the collection was
		 * @return the content; null if it was not fetched
		 */
		default @Nullable CollectionState fetchedCollection(Object key, Consumer<Snapshot> elements) {
			return null;
		}

	}

	/** An embedded value. */
	record Embedded(EmbeddedState state, Along fetchedAlong) implements KnownOwner {

		@Override
		public @Nullable Object value(Attribute attribute) {
			return attribute.stateIn(this.state);
		}

	}

}
