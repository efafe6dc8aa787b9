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

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

import io.github.memoizedprefetch.hibernate.codec.CollectionCodec;
import io.github.memoizedprefetch.hibernate.codec.PropertyCodec;
import io.github.memoizedprefetch.hibernate.events.Change;
import io.github.memoizedprefetch.hibernate.events.Tables;
import io.github.memoizedprefetch.message.LoggerName;
import org.hibernate.engine.spi.CollectionKey;
import org.hibernate.loader.ast.spi.CollectionBatchLoader;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.persister.collection.CollectionPersister;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A collection role as a plan sees it.
 */
public final class CollectionMapping {

	private static final Logger logger = LoggerFactory.getLogger(LoggerName.MEMOIZED_PREFETCH);

	private final Mappings mappings;

	private final CollectionPersister persister;

	private final @Nullable EntityMapping element;

	private final @Nullable JoinTable joinTable;

	private final Set<String> tables;

	private final CollectionCodec codec;

	private final @Nullable String elementBags;

	/** What has turned out. */
	private volatile @Nullable String refusal;

	private final boolean keyLostInArrays;

	private final boolean fetchedInBatches;

	/** By the number of keys that fit. Making one means making its SQL. */
	private final Map<Integer, CollectionBatchLoader> batchLoaders = new ConcurrentHashMap<>();

	CollectionMapping(Mappings mappings, CollectionPersister persister) {
		this.mappings = mappings;
		this.persister = persister;
		this.element = persister.getElementType().isEntityType() ? mappings.entity(persister.getElementPersister())
				: null;
		this.codec = new CollectionCodec(persister);
		this.elementBags = ElementBags.reason(persister);
		this.joinTable = JoinTable.of(this);
		this.fetchedInBatches = EagerFetches.canBeBatched(attributeMapping());
		this.keyLostInArrays = KeyColumns.isLostInArrays(attributeMapping().getKeyDescriptor().getKeyPart(),
				persister.getFactory());
		this.tables = new HashSet<>(Tables.of(persister.getCollectionSpaces()));
		if (this.joinTable == null && this.element != null) {
			this.tables.addAll(this.element.tables());
		}
	}

	/**
	 * The role, {@code com.acme.Book.categories}.
	 * @return the role
	 */
	public String role() {
		return this.persister.getRole();
	}

	/**
	 * The entity that the elements are.
	 * @return the entity, or null if the elements are basic or embeddable values
	 */
	public @Nullable EntityMapping element() {
		return this.element;
	}

	/**
	 * Whether the elements come with the statement that reads the collection, as they do
	 * unless a plain join table can be read alone.
	 * @return whether elements are loaded along
	 */
	public boolean loadsElements() {
		return this.joinTable == null;
	}

	/**
	 * Why the collection cannot be prefetched.
	 * @return a reason, or null if it can
	 */
	public @Nullable String unsupported() {
		String reason = CustomLoading.reason(this.persister);
		if (reason == null) {
			reason = this.elementBags;
		}
		if (reason == null && this.element != null) {
			reason = this.element.unsupported();
		}
		return (reason != null) ? reason : notMemoizable();
	}

	/** Its collections are left to Hibernate from now on. */
	public void refuse(@Nullable String reason) {
		if (this.refusal == null) {
			this.refusal = reason;
			logger.warn("{} is not prefetched any more: {}.", this, reason);
		}
	}

	/** Why its content cannot be remembered, however it was loaded. */
	public @Nullable String notMemoizable() {
		if (this.persister.isArray()) {
			return "arrays cannot be initialised in place";
		}
		if (PropertyCodec.holdsAssociation(this.persister.getKeyType())) {
			return "its owner's id holds an association, which cannot outlive its session";
		}
		if (!this.codec.isSafe()) {
			return "its values are mapped as immutable, but their class is not, and cannot be copied";
		}
		if (this.refusal != null) {
			return this.refusal;
		}
		return (this.element != null) ? this.element.notMemoizable() : null;
	}

	/**
	 * An attribute of an embeddable element.
	 * @param name the attribute's name
	 * @return the attribute, or null if there is none or elements are not embeddable
	 */
	public @Nullable Attribute elementAttribute(String name) {
		if (attributeMapping().getElementDescriptor() instanceof EmbeddableValuedModelPart embeddable) {
			var attribute = embeddable.getEmbeddableTypeDescriptor().findAttributeMapping(name);
			return (attribute != null) ? new Attribute(this.mappings, attribute) : null;
		}
		return null;
	}

	/**
	 * Find out which collections of this role have changed. It is known only if a change
	 * of one leaves the others as they are. It does not if a column of the elements'
	 * table says whose they are: an element that is given to one owner is taken from
	 * another.
	 * @param change a change of its tables
	 * @param keys takes their keys
	 * @return false if it is not known which
	 */
	public boolean addChangedKeys(Change change, Set<Object> keys) {
		if (this.persister.isOneToMany() && !this.persister.isInverse()) {
			return false;
		}
		for (Object key : change.keys()) {
			if (!(key instanceof CollectionKey collectionKey) || !collectionKey.getRole().equals(role())) {
				return false;
			}
			keys.add(key);
		}
		return !change.keys().isEmpty();
	}

	/**
	 * The tables that decide which elements the collection has: a plain join table alone,
	 * or else the elements' tables too.
	 * @return the tables' names, as changes report them
	 */
	public Set<String> tables() {
		return this.tables;
	}

	/** Whether all that is EAGER behind its elements can be fetched in batches. */
	public boolean isFetchedInBatches() {
		return this.fetchedInBatches;
	}

	/** Whether many collections must not be asked for by Hibernate's arrays. */
	public boolean isKeyLostInArrays() {
		return this.keyLostInArrays;
	}

	public CollectionCodec codec() {
		return this.codec;
	}

	public CollectionBatchLoader batchLoader(int size, IntFunction<CollectionBatchLoader> factory) {
		return this.batchLoaders.computeIfAbsent(size, factory::apply);
	}

	public CollectionPersister persister() {
		return this.persister;
	}

	public PluralAttributeMapping attributeMapping() {
		return this.persister.getAttributeMapping();
	}

	public @Nullable JoinTable joinTable() {
		return this.joinTable;
	}

	@Override
	public String toString() {
		String role = role();
		String owner = role.substring(0, role.lastIndexOf('.'));
		return role.substring(owner.lastIndexOf('.') + 1);
	}

}
