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

import org.hibernate.engine.spi.EntityUniqueKey;
import org.hibernate.engine.spi.PersistenceContext;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.OneToOneType;
import org.jspecify.annotations.Nullable;

/**
 * The side of a one-to-one association that has no column. Hibernate asks the session for
 * it by the other side's reference, and only then the database.
 */
final class InverseOneToOne {

	private InverseOneToOne() {
	}

	/**
	 * What the session has read that refers to the owner, although its row may be gone by
	 * now; null if there is nothing, or the reference is not to the owner's id.
	 */
	static @Nullable Object inSession(OneToOneType type, Object owner, SharedSessionContractImplementor session) {
		String reference = type.getRHSUniqueKeyPropertyName();
		Object id = session.getContextEntityIdentifier(owner);
		if (reference == null || id == null || type.getLHSPropertyName() != null) {
			return null;
		}
		EntityPersister target = type.getAssociatedEntityPersister(session.getFactory());
		PersistenceContext context = session.getPersistenceContextInternal();
		Object entity = context.getEntity(new EntityUniqueKey(target.getEntityName(), reference, id,
				target.getPropertyType(reference), session.getFactory()));
		return (entity != null) ? context.proxyFor(entity) : null;
	}

}
