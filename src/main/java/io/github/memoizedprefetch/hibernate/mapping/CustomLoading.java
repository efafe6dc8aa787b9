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

import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.loader.ast.internal.CollectionLoaderNamedQuery;
import org.hibernate.loader.ast.internal.SingleIdEntityLoaderProvidedQueryImpl;
import org.hibernate.metamodel.MappingMetamodel;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.collection.AbstractCollectionPersister;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.AbstractEntityPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Tells what Hibernate loads lazily by a query of the mapping's own, which knows one id
 * at a time: {@code @SQLSelect}, {@code @HQLSelect} and hbm's {@code <loader>}. What
 * loads many at once ignores it, and sees rows and values that it hides.
 */
public final class CustomLoading {

	private CustomLoading() {
	}

	public static boolean isOf(EntityPersister persister) {
		return persister instanceof AbstractEntityPersister entity
				&& entity.getSingleIdLoader() instanceof SingleIdEntityLoaderProvidedQueryImpl;
	}

	public static boolean isOf(CollectionPersister persister) {
		return persister instanceof AbstractCollectionPersister collection
				&& collection.getCollectionLoader() instanceof CollectionLoaderNamedQuery;
	}

	static boolean isOfAny(SessionFactoryImplementor factory) {
		MappingMetamodel metamodel = factory.getMappingMetamodel();
		return metamodel.streamEntityDescriptors().anyMatch(CustomLoading::isOf)
				|| metamodel.streamCollectionDescriptors().anyMatch(CustomLoading::isOf);
	}

	/** Null if it is not one. */
	static @Nullable String reason(EntityPersister persister) {
		return isOf(persister) ? reason(persister.getMappedClass().getSimpleName()) : null;
	}

	static @Nullable String reason(CollectionPersister persister) {
		return isOf(persister) ? reason("the collection") : null;
	}

	private static String reason(String what) {
		return what + " is loaded by a query of its own (@SQLSelect, @HQLSelect or <loader>), one at a time;"
				+ " what an @SQLRestriction hides can be prefetched";
	}

	/** Whether the association is loaded in another way if it is lazy. */
	public static boolean isOf(AttributeMapping attribute) {
		return (attribute instanceof ToOneAttributeMapping toOne
				&& isOf(toOne.getAssociatedEntityMappingType().getEntityPersister()))
				|| (attribute instanceof PluralAttributeMapping plural && isOf(plural.getCollectionDescriptor()));
	}

}
