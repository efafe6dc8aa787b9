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
package io.github.memoizedprefetch.hibernate.access;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * Compares very many entities with what was loaded, very often.
 */
public interface StateReader {

	/**
	 * Whether a flush would find them unchanged, for sure.
	 * @param states the loaded state of each entry when it was seen to be managed, which
	 * it is as long as it has that one, unless something is to be deleted; null of others
	 */
	boolean areAsLoaded(Object[] entities, EntityEntry[] entries, Object[] @Nullable [] states, int size);

	/**
	 * The same with copies of the loaded states, which are faster to read than those of
	 * very many entries.
	 * @param copies one behind the other
	 * @param width the length of one
	 */
	boolean areAs(Object[] entities, @Nullable Object[] copies, int width, int size);

	/**
	 * For a class whose attributes, but for collections, are values that cannot be
	 * changed; null if they are others.
	 */
	static @Nullable StateReader of(EntityPersister entity) {
		MethodHandle all = null;
		Type[] types = entity.getPropertyTypes();
		for (int i = 0; i < entity.getNumberOfAttributeMappings(); i++) {
			AttributeMapping attribute = entity.getAttributeMapping(i);
			Type type = types[attribute.getStateArrayPosition()];
			if (!type.isCollectionType()) {
				MethodHandle one = comparison(attribute, type);
				if (one == null) {
					return null;
				}
				all = (all == null) ? one : MethodHandles.guardWithTest(one, all, Comparisons.FALSE);
			}
		}
		return (all == null) ? null : Compiled.load(CompiledStateReader.class, StateReader.class, all);
	}

	private static @Nullable MethodHandle comparison(AttributeMapping attribute, Type type) {
		MethodHandle getter = Compiled.handle(attribute.getPropertyAccess().getGetter());
		if (getter == null || type.isAnyType() || type.isComponentType()
				|| (type.isMutable() && !type.isEntityType())) {
			return null;
		}
		MethodHandle loaded = MethodHandles.filterArguments(MethodHandles.arrayElementGetter(Object[].class), 1,
				MethodHandles.insertArguments(Comparisons.SUM, 0, attribute.getStateArrayPosition()));
		MethodHandle compared = MethodHandles.filterArguments(
				type.isEntityType() ? Comparisons.SAME : Comparisons.EQUAL, 0,
				getter.asType(MethodType.methodType(Object.class, Object.class)));
		return MethodHandles.collectArguments(compared, 1, loaded);
	}

}
