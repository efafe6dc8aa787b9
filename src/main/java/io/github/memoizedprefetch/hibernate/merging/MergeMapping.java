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
package io.github.memoizedprefetch.hibernate.merging;

import java.util.List;

import io.github.memoizedprefetch.hibernate.codec.PropertyCodec;
import io.github.memoizedprefetch.hibernate.mapping.CustomLoading;
import io.github.memoizedprefetch.hibernate.mapping.EagerBags;
import org.hibernate.persister.entity.EntityPersister;

/**
 * A class of entities that are merged.
 *
 * @param persister of this very class
 * @param properties what may lead to more
 * @param loadable whether many can be loaded as each alone would be
 */
record MergeMapping(EntityPersister persister, List<MergeProperty> properties, boolean loadable) {

	static MergeMapping of(EntityPersister persister) {
		return new MergeMapping(persister, MergeProperty.of(persister), isLoadable(persister));
	}

	static boolean isLoadable(EntityPersister persister) {
		return !CustomLoading.isOf(persister) && !PropertyCodec.holdsAssociation(persister.getIdentifierType())
				&& !EagerBags.areShared(persister);
	}

	/** Whether its row is inserted at once, so that later selects find it. */
	boolean isInsertedAtOnce() {
		return this.persister.isIdentifierAssignedByInsert();
	}

}
