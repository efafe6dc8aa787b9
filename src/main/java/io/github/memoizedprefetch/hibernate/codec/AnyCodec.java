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
import java.util.Objects;

import org.hibernate.Hibernate;
import org.hibernate.engine.spi.EntityHolder;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.mapping.CollectionPart;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.sql.results.graph.Fetchable;
import org.hibernate.type.AnyType;
import org.jspecify.annotations.Nullable;

/**
 * A reference to any of several entities. Of what the session has loaded Hibernate takes
 * the instance when it reads the row, unlike its second-level cache, and unlike other
 * references, which take the proxy if there is one.
 */
final class AnyCodec extends PropertyCodec {

	/** Whether Hibernate joins what it refers to. */
	private final boolean joined;

	/** Whether Hibernate asks for it while it reads the row. */
	private final boolean immediate;

	AnyCodec(AnyType type, Fetchable part) {
		super(type);
		this.joined = FetchTypes.isEager(part);
		this.immediate = !this.joined && part instanceof CollectionPart;
	}

	@Override
	boolean mayLoad() {
		return true;
	}

	@Override
	Object disassemble(Object value, @Nullable LoadedEntity owner, SharedSessionContractImplementor session) {
		EntityPersister target = session.getFactory()
			.getMappingMetamodel()
			.getEntityDescriptor(session.bestGuessEntityName(value));
		Object id = Objects.requireNonNull(id(value, target, session), "what is referred to has a row");
		return new Reference(new EntityKey(id, target),
				this.type.disassemble(value, session, (owner != null) ? owner.entity() : null));
	}

	@Override
	@Nullable Object refer(@Nullable Object state, EntityKey key, Object owner, SharedSessionContractImplementor session) {
		return (!this.joined && state instanceof Reference reference && key.equals(reference.key())
				&& reference.key().getPersister().hasProxy()) ? assemble(state, owner, session) : null;
	}

	@Override
	@Nullable Object assemble(@Nullable Object state, Object owner, SharedSessionContractImplementor session) {
		if (state == null) {
			return null;
		}
		Reference reference = (Reference) state;
		EntityHolder holder = session.getPersistenceContextInternal().getEntityHolder(reference.key());
		Object instance = (holder != null) ? holder.getEntity() : null;
		if (holder == null || instance == null || !Hibernate.isInitialized(instance)) {
			return this.immediate ? session.internalLoad(reference.key().getEntityName(),
					reference.key().getIdentifier(), true, false) : super.assemble(reference.cached(), owner, session);
		}
		return this.joined ? holder.getManagedObject() : instance;
	}

	/**
	 * What is kept of it.
	 *
	 * @param key the entity
	 * @param cached Hibernate's own form
	 */
	private record Reference(EntityKey key, Serializable cached) {
	}

}
