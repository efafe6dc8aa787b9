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
package io.github.memoizedprefetch.hibernate.asking;

import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.memoizedprefetch.hibernate.access.KeyReader;
import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.message.Suggestion;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.EntityHolder;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.BasicEntityIdentifierMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.query.SelectionQuery;
import org.jspecify.annotations.Nullable;

/**
 * An attribute that entities are asked for by. Thread-safe.
 */
public final class KeyAttribute {

	private static final int MOST_PARAMETERS = 1_000;

	private final EntityPersister entity;

	private final String given;

	private final String name;

	private final Class<?> type;

	/** Null if keys are no entities. */
	private final @Nullable Class<?> entityType;

	private final AttributePath path;

	private final Set<String> tables;

	/** The entity's own, whose state tells the key; null for the id. */
	private final @Nullable AttributeMapping attribute;

	private final boolean updateable;

	private final boolean followed;

	private final boolean arrays;

	/** Null if keys are not read from the entities alone. */
	private final @Nullable KeyReader reader;

	private KeyAttribute(EntityPersister entity, String name) {
		this.entity = entity;
		this.given = name;
		this.path = new AttributePath(entity, name);
		this.name = this.path.name();
		this.entityType = this.path.entityType();
		this.type = boxed(this.path.value().getJavaType().getJavaTypeClass());
		this.tables = this.path.tables();
		this.attribute = this.path.root();
		this.updateable = FollowedKeys.isUpdateable(this.path)
				&& (this.attribute == null || this.attribute.getAttributeMetadata().isUpdatable());
		this.followed = FollowedKeys.canFollow(entity, this.path, this.type);
		this.arrays = KeyArrays.canHold(this.path.value(), this.type, entity.getFactory());
		this.reader = (this.attribute != null && this.followed && this.updateable && this.path.isDirect())
				? KeyReader.of(this.attribute.getPropertyAccess().getGetter()) : null;
	}

	private static Class<?> boxed(Class<?> type) {
		return MethodType.methodType(type).wrap().returnType();
	}

	/**
	 * Find an attribute.
	 * @param entityClass the entities' class
	 * @param name the attribute's name, or a path to one
	 * @throws IllegalArgumentException if entities cannot be asked for by it
	 */
	public static KeyAttribute of(Mappings mappings, Class<?> entityClass, String name) {
		return new KeyAttribute(entity(mappings, entityClass), name);
	}

	/**
	 * Find an entity.
	 * @throws IllegalArgumentException if the class is none
	 */
	static EntityPersister entity(Mappings mappings, Class<?> entityClass) {
		EntityMapping entity = mappings.entity(entityClass);
		if (entity == null) {
			throw new IllegalArgumentException("%s is no entity of the EntityManagerFactory%s"
				.formatted(entityClass.getName(), Suggestion.of(entityClass.getSimpleName(),
						mappings.entities().stream().map(EntityMapping::toString).toList())));
		}
		return mappings.factory().getMappingMetamodel().getEntityDescriptor(entity.name());
	}

	/** The class of the keys. */
	public Class<?> type() {
		return (this.entityType != null) ? this.entityType : this.type;
	}

	/** Whether keys are entities, which are asked for by their ids. */
	public boolean isAssociation() {
		return this.entityType != null;
	}

	/** Whether a query takes a value for a key. */
	public boolean takes(Object key) {
		return this.type.isInstance(key) || (this.entityType != null && this.entityType.isInstance(key));
	}

	/** Whether a key is one as rows have them. */
	public boolean isValue(Object key) {
		return this.type.isInstance(key);
	}

	/** Where the keys are in the rows. */
	public String path() {
		return this.name;
	}

	public Set<String> tables() {
		return this.tables;
	}

	/** Ask as the query for one key does. */
	@SuppressWarnings("unchecked")
	List<Object> find(SessionImplementor session, Object key) {
		return session
			.createSelectionQuery(
					"from %s e where e.%s = :key".formatted(this.entity.getEntityName(),
							this.type.isInstance(key) ? this.name : this.given),
					(Class<Object>) this.entity.getMappedClass())
			.setParameter("key", key)
			.getResultList();
	}

	/**
	 * Ask for several keys at once.
	 * @return key and entity; the key is the row's, which the session's own instance may
	 * not have
	 */
	List<Object[]> findAll(SessionImplementor session, List<?> keys) {
		return findAll(session, "e", keys);
	}

	private List<Object[]> findAll(SessionImplementor session, String wanted, List<?> keys) {
		if (this.arrays && KeyArrays.areAlike(this.type, session)) {
			return session.createSelectionQuery(
					// a last argument may be several, and then Hibernate would plan the
					// query anew each time
					"select e.%1$s, %2$s from %3$s e where cast(sql('(? = any(?) and ?)', e.%1$s, ?1, true) as Boolean)"
						.formatted(this.name, wanted, this.entity.getEntityName()),
					Object[].class)
				.setParameter(1, KeyArrays.of(this.type, keys))
				.getResultList();
		}
		int parameters = parameters(keys.size());
		SelectionQuery<Object[]> query = session
			.createSelectionQuery("select e.%1$s, %2$s from %3$s e where e.%1$s in (?%4$s)".formatted(this.name, wanted,
					this.entity.getEntityName(),
					IntStream.rangeClosed(1, parameters).mapToObj(String::valueOf).collect(Collectors.joining(",?"))),
					Object[].class);
		for (int i = 0; i < parameters; i++) {
			query.setParameter(i + 1, keys.get(Math.min(i, keys.size() - 1)));
		}
		return query.getResultList();
	}

	/** All that have a key, each with it. */
	List<Object[]> findAll(SessionImplementor session) {
		return session
			.createSelectionQuery("select e.%1$s, e from %2$s e where e.%1$s is not null".formatted(this.name,
					this.entity.getEntityName()), Object[].class)
			.getResultList();
	}

	long count(SessionImplementor session) {
		return session.createSelectionQuery("select count(*) from " + this.entity.getEntityName(), Long.class)
			.getSingleResult();
	}

	/**
	 * The ids of the entities that have one of several keys.
	 * @return key and id
	 */
	List<Object[]> findIds(SessionImplementor session, List<?> keys) {
		return findAll(session, "id(e)", keys);
	}

	/** Of a few sizes, for which Hibernate and the database keep a statement each. */
	private static int parameters(int keys) {
		int power = Integer.highestOneBit(Math.max(1, keys - 1)) * 2;
		return Math.max(keys, Math.min(power, MOST_PARAMETERS));
	}

	/** The class of the entities. */
	public Class<?> entityClass() {
		return this.entity.getMappedClass();
	}

	/** Whether their ids are single values. */
	public boolean hasSingleIds() {
		return this.entity.getIdentifierMapping() instanceof BasicEntityIdentifierMapping;
	}

	/**
	 * The entities of some ids, if a session has them all, with a key like theirs.
	 * @return what a query would find; null if there are others
	 */
	@Nullable List<Object> inSession(SessionImplementor session, Object key, List<?> ids) {
		List<Object> found = new ArrayList<>(ids.size());
		for (Object id : ids) {
			EntityHolder holder = session.getPersistenceContextInternal()
				.getEntityHolder(session.generateEntityKey(id, this.entity));
			Object managed = (holder != null && isManaged(holder, key)) ? holder.getManagedObject() : null;
			if (!entityClass().isInstance(managed)) {
				return null;
			}
			found.add(managed);
		}
		return found;
	}

	private boolean isManaged(EntityHolder holder, Object key) {
		Object entity = holder.getEntity();
		EntityEntry entry = (entity != null && holder.isInitialized()) ? holder.getEntityEntry() : null;
		if (entity == null || entry == null || entry.getStatus().isDeletedOrGone() || !isEntity(entry)) {
			return false;
		}
		Object own = this.followed ? followedKeyOf(entity, entry) : key;
		return key.equals(own) || (own != null && LooseKey.of(own).equals(LooseKey.of(key)));
	}

	/** Whether changes of the key can be followed without a query. */
	boolean isFollowed() {
		return this.followed;
	}

	/** Whether the row of a managed entity keeps its key, whatever the entity says. */
	boolean isFixed(EntityEntry entry) {
		return !this.updateable && entry.isExistsInDatabase() && entry.getLoadedState() != null;
	}

	@Nullable KeyReader reader() {
		return this.reader;
	}

	boolean isEntity(EntityEntry entry) {
		EntityPersister persister = entry.getPersister();
		return persister == this.entity || this.entity.isSubclassEntityName(persister.getEntityName());
	}

	/**
	 * The key that the row of a managed entity has, or will have after the next flush.
	 */
	@Nullable Object followedKeyOf(Object managed, EntityEntry entry) {
		AttributeMapping key = Objects.requireNonNull(this.attribute);
		Object[] loaded = entry.getLoadedState();
		if (entry.isExistsInDatabase() && !this.updateable && loaded != null) {
			return this.path.read(loaded[key.getStateArrayPosition()]);
		}
		return this.path.read(key.getPropertyAccess().getGetter().get(managed));
	}

	/** Whether a flush is going to change the key in the database. */
	boolean isPending(Object managed, EntityEntry entry) {
		Object[] loaded = entry.getLoadedState();
		return !entry.isExistsInDatabase() || loaded == null
				|| !Objects.equals(
						this.path.read(loaded[Objects.requireNonNull(this.attribute).getStateArrayPosition()]),
						followedKeyOf(managed, entry));
	}

	@Override
	public String toString() {
		return this.entity.getEntityName() + "." + this.given;
	}

}
