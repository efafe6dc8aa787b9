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
package io.github.memoizedprefetch.hibernate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.hibernate.metamodel.CollectionClassification;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * The committed content of one collection, in Hibernate's disassembled form: ids in place
 * of entities. Immutable.
 */
public final class CollectionState {

	private final CollectionMapping mapping;

	private final @Nullable Object[] disassembled;

	private final boolean ids;

	CollectionState(CollectionMapping mapping, Serializable[] disassembled) {
		this(mapping, disassembled, false);
	}

	private CollectionState(CollectionMapping mapping, @Nullable Object[] disassembled, boolean ids) {
		this.mapping = mapping;
		this.disassembled = disassembled;
		this.ids = ids;
	}

	/** The ids of elements, which need not be serializable. */
	static CollectionState ofIds(CollectionMapping mapping, List<Object> ids) {
		return new CollectionState(mapping, ids.toArray(), true);
	}

	/**
	 * The elements, if they are entities.
	 * @param references the entities of the elements' target
	 * @param scope the session that the elements are to be in
	 * @return the elements in order, with repetitions; empty if they are no entities
	 */
	public List<EntityReference> elements(EntityReferences references, Scope scope) {
		EntityMapping element = this.mapping.element();
		if (element == null) {
			return List.of();
		}
		EntityPersister persister = element.persister();
		int stride = stride();
		List<EntityReference> elements = new ArrayList<>(this.disassembled.length / stride);
		for (int i = stride - 1; i < this.disassembled.length; i += stride) {
			Object id = this.ids ? this.disassembled[i] : assembleId(persister, (Serializable) this.disassembled[i]);
			if (id != null) {
				elements.add(references.get(element.key(id), scope));
			}
		}
		return elements;
	}

	/** As Hibernate initialises a collection from the second-level cache. */
	Serializable[] disassembled() {
		return Arrays.copyOf(this.disassembled, this.disassembled.length, Serializable[].class);
	}

	private @Nullable Object assembleId(EntityPersister persister, @Nullable Serializable id) {
		return (id != null) ? persister.getIdentifierType().assemble(id, null, null) : null;
	}

	/** Maps and id bags alternate index, or identifier, and element. */
	private int stride() {
		CollectionClassification classification = this.mapping.persister()
			.getCollectionSemantics()
			.getCollectionClassification();
		return switch (classification) {
			case MAP, SORTED_MAP, ORDERED_MAP, ID_BAG -> 2;
			default -> 1;
		};
	}

}
