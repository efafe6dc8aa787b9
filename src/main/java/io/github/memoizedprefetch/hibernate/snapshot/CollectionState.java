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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

import io.github.memoizedprefetch.hibernate.codec.EmbeddedState;
import io.github.memoizedprefetch.hibernate.mapping.CollectionMapping;
import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import org.hibernate.engine.spi.EntityKey;
import org.jspecify.annotations.Nullable;

/**
 * The committed content of one collection: ids in place of entities. Immutable.
 */
public final class CollectionState implements KnownOwner.Along {

	private final CollectionMapping mapping;

	/** Of maps and id bags each index, or identifier, before its element. */
	private final @Nullable Object[] content;

	/** Where the elements were among the rows; null if they are as they were. */
	private final int @Nullable [] rows;

	private final List<Snapshot> companions;

	/** Whether elements may be missing, of which Hibernate would read nothing. */
	private final boolean links;

	public CollectionState(CollectionMapping mapping, @Nullable Object[] content) {
		this(mapping, content, null, List.of());
	}

	CollectionState(CollectionMapping mapping, @Nullable Object[] content, int @Nullable [] rows,
			List<Snapshot> companions) {
		this(mapping, content, rows, companions, false);
	}

	private CollectionState(CollectionMapping mapping, @Nullable Object[] content, int @Nullable [] rows,
			List<Snapshot> companions, boolean links) {
		this.links = links;
		this.mapping = mapping;
		this.content = content;
		this.rows = rows;
		this.companions = List.copyOf(companions);
	}

	/** The content as the links alone tell. */
	public static CollectionState ofLinks(CollectionMapping mapping, Object[] content) {
		return new CollectionState(mapping, content, null, List.of(), true);
	}

	/** Whether it is made of links alone, of which some may lead nowhere. */
	public boolean isOfLinks() {
		return this.links;
	}

	/**
	 * Entities that were fetched with elements that are none, and have to be there when
	 * the collection is filled: what an {@code @Any} or the EAGER association of an
	 * embeddable refers to.
	 */
	public List<Snapshot> companions() {
		return this.companions;
	}

	/**
	 * The keys of the elements, if they are entities; see {@link Snapshot#key()}.
	 * @return the keys in order, with repetitions; empty if they are no entities
	 */
	public List<Object> elementKeys() {
		EntityMapping element = this.mapping.element();
		if (element == null) {
			return List.of();
		}
		int stride = this.mapping.codec().stride();
		List<Object> keys = new ArrayList<>(this.content.length / stride);
		for (int i = stride - 1; i < this.content.length; i += stride) {
			Object id = this.content[i];
			if (id != null) {
				keys.add(element.key(id));
			}
		}
		return keys;
	}

	@Override
	public @Nullable Snapshot companion(EntityKey key) {
		return Snapshot.find(this.companions, key, new HashSet<>());
	}

	/** The elements that are embeddable values. */
	public List<KnownOwner> embedded() {
		int stride = this.mapping.codec().stride();
		List<KnownOwner> elements = new ArrayList<>(this.content.length / stride);
		for (int i = stride - 1; i < this.content.length; i += stride) {
			if (this.content[i] instanceof EmbeddedState element) {
				elements.add(new KnownOwner.Embedded(element, this));
			}
		}
		return elements;
	}

	/**
	 * The elements in the order of the rows that Hibernate has read, in which it makes
	 * them.
	 * @param elements the elements in their own order
	 * @param <T> what stands for an element
	 * @return the same elements
	 */
	public <T> List<T> asRead(List<T> elements) {
		int[] rows = this.rows;
		return (rows != null && rows.length == elements.size()) ? IntStream.range(0, rows.length)
			.boxed()
			.sorted(Comparator.comparingInt((i) -> rows[i]))
			.map(elements::get)
			.toList() : elements;
	}

	public @Nullable Object[] content() {
		return this.content;
	}

}
