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
package io.github.memoizedprefetch.hibernate.eager;

import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping.Cardinality;
import org.hibernate.persister.entity.EntityPersister;

/**
 * Which to-one associations a query can leave to be loaded later, whatever their mapping
 * says: those that Hibernate can make a proxy of without looking for the row.
 */
final class Delays {

	private Delays() {
	}

	static boolean isPossible(ToOneAttributeMapping toOne) {
		EntityPersister target = toOne.getAssociatedEntityMappingType().getEntityPersister();
		return target.hasProxy() && toOne.isReferenceToPrimaryKey() && !mustLook(toOne, target);
	}

	/** As in {@code ToOneAttributeMapping.needsImmediateFetch}. */
	private static boolean mustLook(ToOneAttributeMapping toOne, EntityPersister target) {
		return !target.isConcreteProxy() && (toOne.hasNotFoundAction() || target.getSoftDeleteMapping() != null
				|| (toOne.getCardinality() == Cardinality.ONE_TO_ONE && toOne.isOptional()
						&& !target.isInstrumented()));
	}

}
