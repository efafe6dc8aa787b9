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

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;

import org.hibernate.Hibernate;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.EntityHolder;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.engine.spi.Status;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.hibernate.sql.results.graph.Fetchable;
import org.hibernate.type.AnyType;
import org.hibernate.type.CollectionType;
import org.hibernate.type.ComponentType;
import org.hibernate.type.EntityType;
import org.hibernate.type.OneToOneType;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * One property's part of an {@link EntityCodec}. Values are never null here, states may
 * be.
 */
public abstract class PropertyCodec {

	final Type type;

	PropertyCodec(Type type) {
		this.type = type;
	}

	/**
	 * @param owner whose property it is; null if it is an element of a collection
	 */
	abstract @Nullable Object disassemble(Object value, @Nullable LoadedEntity owner,
			SharedSessionContractImplementor session);

	@Nullable Object assemble(@Nullable Object state, Object owner, SharedSessionContractImplementor session) {
		return this.type.assemble((Serializable) state, session, owner);
	}

	/**
	 * Make a proxy of an entity, if it refers to it lazily.
	 * @return the value, if it is known with that
	 */
	@Nullable Object refer(@Nullable Object state, EntityKey key, Object owner, SharedSessionContractImplementor session) {
		return null;
	}

	/** Whether what {@link #assemble} loads is not known from the mapping. */
	boolean mayLoad() {
		return false;
	}

	/** Whether states are kept apart from the entities that are made of them. */
	boolean isSafe() {
		return true;
	}

	/**
	 * @param part the attribute, whose eager association loads what it refers to; or the
	 * element or key of a collection
	 */
	static PropertyCodec of(Type type, Fetchable part, SessionFactoryImplementor factory) {
		boolean eager = part instanceof AttributeMapping && FetchTypes.isEager(part);
		if (type instanceof OneToOneType oneToOne) {
			return new OneToOne(oneToOne, eager);
		}
		if (type instanceof EntityType entityType) {
			return new ToOne(entityType, eager);
		}
		if (type instanceof CollectionType collectionType) {
			return new Collection(collectionType);
		}
		if (type instanceof AnyType any) {
			return new AnyCodec(any, part);
		}
		if (holdsAssociation(type)) {
			return new EmbeddableCodec((ComponentType) type, factory);
		}
		return new Value(type, factory);
	}

	public static boolean holdsAssociation(Type type) {
		return type.isAssociationType() || (type instanceof ComponentType component
				&& Arrays.stream(component.getSubtypes()).anyMatch(PropertyCodec::holdsAssociation));
	}

	static @Nullable Object id(Object value, EntityPersister target, SharedSessionContractImplementor session) {
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(value);
		if (proxy != null) {
			return proxy.getInternalIdentifier();
		}
		EntityEntry entry = session.getPersistenceContextInternal().getEntry(value);
		return (entry != null) ? entry.getId() : target.getIdentifier(value, session);
	}

	/** Whether Hibernate's own form of values can be had: all of it is serializable. */
	private static boolean hasSerializableForm(Type type) {
		return (type instanceof ComponentType component)
				? Arrays.stream(component.getSubtypes()).allMatch(PropertyCodec::hasSerializableForm)
				: Serializable.class.isAssignableFrom(type.getReturnedClass());
	}

	/** A basic value, or an embeddable of basic values. */
	private static final class Value extends PropertyCodec {

		private final @Nullable ValueForm form;

		Value(Type type, SessionFactoryImplementor factory) {
			super(type);
			this.form = ValueForm.of(type, factory);
		}

		@Override
		boolean isSafe() {
			return this.form != null;
		}

		@Override
		@Nullable Object disassemble(Object value, @Nullable LoadedEntity owner, SharedSessionContractImplementor session) {
			return form().take(value);
		}

		@Override
		@Nullable Object assemble(@Nullable Object state, Object owner, SharedSessionContractImplementor session) {
			return (state != null) ? form().make(state, owner) : null;
		}

		private ValueForm form() {
			return Objects.requireNonNull(this.form, "not asked for if it is not safe");
		}

	}

	/** A to-one association, memoized as the target's key. */
	private static class ToOne extends PropertyCodec {

		private final boolean eager;

		ToOne(EntityType type, boolean eager) {
			super(type);
			this.eager = eager;
		}

		@Override
		@Nullable Object disassemble(Object value, @Nullable LoadedEntity owner, SharedSessionContractImplementor session) {
			EntityType entityType = (EntityType) this.type;
			EntityPersister target = entityType.getAssociatedEntityPersister(session.getFactory());
			Object id = id(value, target, session);
			return (id != null)
					? new EntityKey(id, target.isConcreteProxy() ? concrete(value, target, session) : target) : null;
		}

		/** What the proxy of a lazy reference is one of. */
		private static EntityPersister concrete(Object value, EntityPersister target,
				SharedSessionContractImplementor session) {
			LazyInitializer proxy = HibernateProxy.extractLazyInitializer(value);
			if (proxy == null || !proxy.isUninitialized()) {
				return session.getEntityPersister(target.getEntityName(), Hibernate.unproxy(value));
			}
			return session.getFactory().getMappingMetamodel().getEntityDescriptor(proxy.getEntityName());
		}

		@Override
		@Nullable Object assemble(@Nullable Object state, Object owner, SharedSessionContractImplementor session) {
			if (state == null) {
				return null;
			}
			EntityKey key = (EntityKey) state;
			Object present = present(key, session);
			return (present != null) ? present : resolve(key, owner, session);
		}

		/**
		 * What resolving comes to if the session has the entity. A proxy of it was made
		 * before it was loaded, and is initialised now.
		 */
		private static @Nullable Object present(EntityKey key, SharedSessionContractImplementor session) {
			EntityHolder holder = session.getPersistenceContextInternal().getEntityHolder(key);
			EntityEntry entry = (holder != null) ? holder.getEntityEntry() : null;
			if (holder == null || entry == null || entry.getStatus() == Status.LOADING
					|| entry.getStatus().isDeletedOrGone()) {
				return null;
			}
			Object present = holder.getManagedObject();
			Class<?> type = (holder.getProxy() != null) ? key.getPersister().getConcreteProxyClass()
					: key.getPersister().getMappedClass();
			if (!type.isInstance(present)) {
				return null;
			}
			EntityProxies.initialize(HibernateProxy.extractLazyInitializer(holder.getProxy()), holder.getEntity());
			return present;
		}

		@Override
		@Nullable Object refer(@Nullable Object state, EntityKey key, Object owner, SharedSessionContractImplementor session) {
			return (!this.eager && key.equals(state) && key.getPersister().hasProxy()) ? assemble(key, owner, session)
					: null;
		}

		@Nullable Object resolve(EntityKey key, Object owner, SharedSessionContractImplementor session) {
			EntityType entityType = (EntityType) this.type;
			EntityPersister target = key.getPersister();
			if (!this.eager && target.isConcreteProxy()) {
				// Hibernate would ask the database for the class
				return session.internalLoad(target.getEntityName(), key.getIdentifier(), false,
						entityType.isNullable());
			}
			Type idType = target.getIdentifierType();
			if (!hasSerializableForm(idType)) {
				return session.internalLoad(entityType.getAssociatedEntityName(), key.getIdentifier(), this.eager,
						entityType.isNullable());
			}
			return this.type.assemble(idType.disassemble(key.getIdentifier(), session, owner), session, owner);
		}

	}

	/**
	 * A one-to-one association. Hibernate's own form is null, from which the inverse side
	 * is assembled by a query.
	 */
	private static final class OneToOne extends ToOne {

		OneToOne(OneToOneType type, boolean eager) {
			super(type, eager);
		}

		@Override
		@Nullable Object assemble(@Nullable Object state, Object owner, SharedSessionContractImplementor session) {
			return (state != null) ? super.assemble(state, owner, session)
					: InverseOneToOne.inSession((OneToOneType) this.type, owner, session);
		}

		@Override
		@Nullable Object resolve(EntityKey key, Object owner, SharedSessionContractImplementor session) {
			return session.internalLoad(key.getPersister().getEntityName(), key.getIdentifier(), false, false);
		}

	}

	/**
	 * A collection, memoized as its key: an owner that is built gets an uninitialised
	 * one.
	 */
	private static final class Collection extends PropertyCodec {

		Collection(CollectionType type) {
			super(type);
		}

		@Override
		@Nullable Object disassemble(Object value, @Nullable LoadedEntity owner, SharedSessionContractImplementor session) {
			CollectionType collectionType = (CollectionType) this.type;
			String property = collectionType.getLHSPropertyName();
			Objects.requireNonNull(owner, "no element is a collection");
			return (property != null) ? owner.value(property) : owner.id();
		}

		@Override
		@Nullable Object assemble(@Nullable Object state, Object owner, SharedSessionContractImplementor session) {
			return (state != null) ? ((CollectionType) this.type).getCollection(state, session, owner, null) : null;
		}

	}

}
