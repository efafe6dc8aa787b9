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
package io.github.memoizedprefetch.hibernate.codec;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.CollectionClassification;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the content of a role's collections into a form that no session owns, and back.
 * The same as Hibernate's own for the second-level cache, except that nothing has to be
 * serializable.
 */
public final class CollectionCodec {

	private final CollectionPersister persister;

	private final PropertyCodec element;

	/** Of a map's index or an id bag's identifier; null of the others. */
	private final @Nullable PropertyCodec index;

	/** What the elements are, if they are entities. */
	private final @Nullable EntityPersister entity;

	private final boolean list;

	private final boolean identified;

	public CollectionCodec(CollectionPersister persister) {
		this.persister = persister;
		CollectionClassification kind = this.persister.getCollectionSemantics().getCollectionClassification();
		PluralAttributeMapping attribute = persister.getAttributeMapping();
		this.element = PropertyCodec.of(persister.getElementType(), attribute.getElementDescriptor(),
				persister.getFactory());
		this.index = switch (kind) {
			case MAP, SORTED_MAP, ORDERED_MAP -> PropertyCodec.of(persister.getIndexType(),
					Objects.requireNonNull(attribute.getIndexDescriptor(), "a map has keys"), persister.getFactory());
			case ID_BAG -> PropertyCodec.of(persister.getIdentifierType(),
					Objects.requireNonNull(attribute.getIdentifierDescriptor(), "has identifiers"),
					persister.getFactory());
			default -> null;
		};
		this.entity = this.persister.getElementType().isEntityType() ? this.persister.getElementPersister() : null;
		this.identified = kind == CollectionClassification.ID_BAG;
		this.list = kind == CollectionClassification.LIST;
	}

	/** Whether the content is kept apart from the collections that are made of it. */
	public boolean isSafe() {
		return this.element.isSafe() && (this.index == null || this.index.isSafe());
	}

	/** How many values make an element. */
	public int stride() {
		return (this.index != null) ? 2 : 1;
	}

	/** Of maps and id bags each index, or identifier, before its element. */
	public @Nullable Object[] disassemble(PersistentCollection<?> collection,
			SharedSessionContractImplementor session) {
		List<@Nullable Object> content = new ArrayList<>();
		int i = 0;
		for (Iterator<?> entries = collection.entries(this.persister); entries.hasNext(); i++) {
			Object entry = entries.next();
			if (this.index != null) {
				content.add(disassemble(this.index, index(collection, entry, i), session));
			}
			Object value = (entry != null) ? collection.getElement(entry) : null;
			content.add((this.entity != null && value != null) ? id(value, this.entity, session)
					: disassemble(this.element, value, session));
		}
		return content.toArray();
	}

	/** The elements of an initialised collection; of a map, its values. */
	public static Iterable<?> elements(PersistentCollection<?> collection) {
		Object value = collection.getValue();
		return (value instanceof Map<?, ?> map) ? map.values() : (Iterable<?>) value;
	}

	private @Nullable Object index(PersistentCollection<?> collection, Object entry, int i) {
		return this.identified ? collection.getIdentifier(entry, i) : collection.getIndex(entry, i, this.persister);
	}

	private static @Nullable Object disassemble(PropertyCodec codec, @Nullable Object value,
			SharedSessionContractImplementor session) {
		return (value != null) ? codec.disassemble(value, null, session) : null;
	}

	private static @Nullable Object id(Object value, EntityPersister entity, SharedSessionContractImplementor session) {
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(value);
		return (proxy != null) ? proxy.getInternalIdentifier() : entity.getIdentifier(value, session);
	}

	/**
	 * What Hibernate makes of the rows that it reads.
	 * @param elements what the session has of the elements, as far as it is known
	 */
	public List<@Nullable Object> assemble(@Nullable Object[] content, Iterator<? extends @Nullable Object> elements,
			Object owner, SharedSessionContractImplementor session) {
		List<@Nullable Object> rows = new ArrayList<>(content.length / stride());
		for (int i = 0; i < content.length; i += stride()) {
			Object value = content[i + stride() - 1];
			if (value != null) {
				Object managed = elements.hasNext() ? elements.next() : null;
				value = assemble(value, managed, owner, session);
			}
			if (this.index != null) {
				rows.add(new Object[] { this.index.assemble(content[i], owner, session), value });
			}
			else if (value != null || this.list) {
				rows.add(value);
			}
		}
		return rows;
	}

	private @Nullable Object assemble(Object value, @Nullable Object managed, Object owner,
			SharedSessionContractImplementor session) {
		if (this.entity == null) {
			return this.element.assemble(value, owner, session);
		}
		return (managed != null) ? managed : this.element.assemble(new EntityKey(value, this.entity), owner, session);
	}

}
