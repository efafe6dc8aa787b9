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

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import io.github.memoizedprefetch.hibernate.codec.EntityCodec;
import io.github.memoizedprefetch.hibernate.codec.OwnerKeys;
import io.github.memoizedprefetch.hibernate.events.Change;
import io.github.memoizedprefetch.hibernate.events.Tables;
import io.github.memoizedprefetch.message.LoggerName;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.metamodel.mapping.NonAggregatedIdentifierMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An entity class as a plan sees it: its attributes, its subclasses' included.
 */
public final class EntityMapping {

	private static final Logger logger = LoggerFactory.getLogger(LoggerName.MEMOIZED_PREFETCH);

	private volatile boolean refused;

	private final Mappings mappings;

	private final EntityPersister persister;

	private final Set<String> tables;

	private final boolean plainIds;

	private final @Nullable String notMemoizable;

	private final @Nullable String unsupported;

	private final boolean idLostInArrays;

	private final boolean exactKeys;

	private final boolean fetchedInBatches;

	private volatile boolean foundLoosely;

	EntityMapping(Mappings mappings, EntityPersister persister) {
		this.mappings = mappings;
		this.persister = persister;
		this.notMemoizable = findReason(persister, (type) -> mappings.codec(type).unsupported());
		String left = (this.notMemoizable != null) ? this.notMemoizable : findReason(persister, CustomLoading::reason);
		this.unsupported = (left != null) ? left : OwnerKeys.reason(persister);
		this.tables = Set.copyOf(Tables.of(persister));
		this.idLostInArrays = KeyColumns.isLostInArrays(persister.getIdentifierMapping(), persister.getFactory());
		this.exactKeys = KeyColumns.isExact(persister.getIdentifierMapping());
		this.fetchedInBatches = EagerFetches.canBeBatched(persister);
		this.plainIds = EntityCodec.isPlain(persister.getIdentifierType());
	}

	/**
	 * The entity's class.
	 * @return the class
	 */
	public Class<?> javaType() {
		return this.persister.getMappedClass();
	}

	/**
	 * The fully qualified name.
	 * @return the name
	 */
	public String name() {
		return this.persister.getEntityName();
	}

	/**
	 * The entity at the top of the inheritance hierarchy. Entities of one hierarchy share
	 * one memo, because a reference to a superclass may hold an id of any of them.
	 * @return the root entity, possibly this one
	 */
	public EntityMapping root() {
		return this.mappings.entity(this.persister.getRootEntityDescriptor().getEntityPersister());
	}

	/**
	 * Find an attribute of the entity, or else of one of its subclasses.
	 * @param name the attribute's name
	 * @return the attribute, or null if there is none
	 */
	public @Nullable Attribute attribute(String name) {
		List<Attribute> attributes = attributes(name);
		return attributes.isEmpty() ? null : attributes.get(0);
	}

	/**
	 * Find the attribute of the entity, or else those of its subclasses: several may have
	 * attributes of one name that have nothing else in common.
	 * @param name the attributes' name
	 * @return the attributes, empty if there is none
	 */
	public List<Attribute> attributes(String name) {
		Set<AttributeMapping> found = new LinkedHashSet<>();
		find(this.persister, name, found);
		return found.stream().map((attribute) -> new Attribute(this.mappings, attribute)).toList();
	}

	/**
	 * Find the entity's {@code @EmbeddedId}, which is no attribute.
	 * @param name the id's name
	 * @return the id, or null if there is none of that name
	 */
	public Attribute.@Nullable EmbeddedKey embeddedKey(String name) {
		return Attribute.EmbeddedKey.of(this.mappings, this.persister, name);
	}

	/**
	 * The names of all attributes that {@link #attribute} finds.
	 * @return the names, sorted
	 */
	public Collection<String> attributeNames() {
		TreeSet<String> names = new TreeSet<>();
		collectNames(this.persister, names);
		return names;
	}

	/**
	 * Why entities of this class, or of one of its subclasses, cannot be memoized.
	 * @return a reason, or null if they can
	 */
	public @Nullable String unsupported() {
		return this.unsupported;
	}

	/** Why they cannot be remembered, however they were loaded. */
	@Nullable String notMemoizable() {
		return this.notMemoizable;
	}

	/**
	 * Whether it has turned out that entities of its hierarchy cannot be memoized.
	 * @return whether they are left to Hibernate
	 */
	public boolean isRefused() {
		return root().refused;
	}

	/** Entities of its hierarchy are left to Hibernate from now on. */
	public void refuse(@Nullable String reason) {
		EntityMapping root = root();
		if (!root.refused) {
			root.refused = true;
			logger.warn("{} is not prefetched any more: {}.", this, reason);
		}
	}

	/** Of this class, or else of one of its subclasses. */
	private static @Nullable String findReason(EntityPersister persister,
			Function<EntityPersister, @Nullable String> reasons) {
		String reason = reasons.apply(persister);
		for (EntityMappingType subtype : persister.getSubMappingTypes()) {
			reason = (reason != null) ? reason : reasons.apply(subtype.getEntityPersister());
		}
		return reason;
	}

	/**
	 * Find out which entities of this one's hierarchy have changed.
	 * @param change a change of its tables
	 * @param keys takes their keys, as of {@code Snapshot.key()}
	 * @return false if it is not known which
	 */
	public boolean addChangedKeys(Change change, Set<Object> keys) {
		for (Object key : change.keys()) {
			if (!(key instanceof EntityKey entityKey)
					|| !entityKey.getPersister().getRootEntityName().equals(this.persister.getRootEntityName())) {
				return false;
			}
			keys.add(memoKey(entityKey));
		}
		return !change.keys().isEmpty() && !this.foundLoosely;
	}

	/**
	 * Whether keys are equal if and only if the database says so. It may take strings of
	 * other case or length for equal, and values that it rounds or converts.
	 * @return whether a key that no row has is known to have no row
	 */
	public boolean hasExactKeys() {
		return this.exactKeys;
	}

	/**
	 * A row was found by a key that is not its own, so that a change of it concerns
	 * others that are remembered.
	 */
	public void foundLoosely() {
		this.foundLoosely = true;
	}

	/** What the memo knows an entity by: its id, if that is enough. */
	public Object key(Object id) {
		return this.plainIds ? id : new EntityKey(id, this.persister);
	}

	public Object memoKey(EntityKey key) {
		return this.plainIds ? key.getIdentifier() : key;
	}

	public EntityKey entityKey(Object memoKey) {
		return (memoKey instanceof EntityKey key) ? key : new EntityKey(memoKey, this.persister);
	}

	public static Object id(Object memoKey) {
		return (memoKey instanceof EntityKey key) ? key.getIdentifier() : memoKey;
	}

	/**
	 * The tables of the entity and its subclasses.
	 * @return the tables' names, as changes report them
	 */
	public Set<String> tables() {
		return this.tables;
	}

	/** Whether many entities must not be asked for by Hibernate's arrays. */
	public boolean isIdLostInArrays() {
		return this.idLostInArrays;
	}

	/** Whether all that is EAGER behind it can be fetched in batches. */
	public boolean isFetchedInBatches() {
		return this.fetchedInBatches;
	}

	public EntityPersister persister() {
		return this.persister;
	}

	@Override
	public String toString() {
		return javaType().getSimpleName();
	}

	private static void find(EntityMappingType type, String name, Set<AttributeMapping> found) {
		AttributeMapping attribute = findOwn(type, name);
		if (attribute != null) {
			found.add(attribute);
		}
		else {
			type.getSubMappingTypes().forEach((subtype) -> find(subtype, name, found));
		}
	}

	private static @Nullable AttributeMapping findOwn(EntityMappingType type, String name) {
		AttributeMapping attribute = type.findAttributeMapping(name);
		return (attribute == null && type.getIdentifierMapping() instanceof NonAggregatedIdentifierMapping id)
				? id.getVirtualIdEmbeddable().findAttributeMapping(name) : attribute;
	}

	private static void collectNames(EntityMappingType type, Set<String> names) {
		if (type.getIdentifierMapping() instanceof NonAggregatedIdentifierMapping id) {
			collectOwnNames(id.getVirtualIdEmbeddable(), names);
		}
		collectOwnNames(type, names);
		type.getSubMappingTypes().forEach((subtype) -> collectOwnNames(subtype, names));
	}

	private static void collectOwnNames(ManagedMappingType type, Set<String> names) {
		type.forEachAttributeMapping((attribute) -> {
			if (!attribute.getAttributeName().startsWith("_")) { // Hibernate's own
				names.add(attribute.getAttributeName());
			}
		});
	}

}
