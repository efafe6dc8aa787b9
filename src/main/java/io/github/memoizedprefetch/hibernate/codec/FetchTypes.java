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

import org.hibernate.engine.FetchTiming;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;

/**
 * Which associations come with their owner, whatever their mapping says.
 */
public final class FetchTypes {

	private FetchTypes() {
	}

	/**
	 * Whether Hibernate loads the association with its owner because it must or is told
	 * to.
	 */
	public static boolean isEager(AttributeMapping attribute) {
		if (attribute instanceof ToOneAttributeMapping toOne) {
			return toOne.getMappedFetchOptions().getTiming() == FetchTiming.IMMEDIATE
					|| !toOne.isReferenceToPrimaryKey()
					|| !toOne.getAssociatedEntityMappingType().getEntityPersister().hasProxy();
		}
		return attribute instanceof PluralAttributeMapping plural
				&& (!plural.getCollectionDescriptor().isLazy() || plural.getCollectionDescriptor().isArray());
	}

}
