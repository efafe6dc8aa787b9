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

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.github.memoizedprefetch.hibernate.lazyload.Peek;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.property.access.spi.Getter;
import org.hibernate.property.access.spi.GetterFieldImpl;
import org.hibernate.property.access.spi.PropertyAccess;
import org.jspecify.annotations.Nullable;

/**
 * Reads an attribute as Hibernate has set it. With property access a getter may return
 * something else: a view, a copy, what is behind a proxy. The field behind it is read
 * then, and the getter is called only where there is none.
 */
final class AttributeReader {

	private final Mappings mappings;

	private final AttributeMapping mapping;

	/** Null if Hibernate reads the field itself. */
	private final @Nullable Getter getter;

	/** By class of the owner, which may have overridden the getter. */
	private final Map<Class<?>, Optional<Field>> fields = new ConcurrentHashMap<>();

	AttributeReader(Mappings mappings, AttributeMapping mapping) {
		this.mappings = mappings;
		this.mapping = mapping;
		PropertyAccess access = mapping.getPropertyAccess();
		this.getter = (access != null && !(access.getGetter() instanceof GetterFieldImpl)) ? access.getGetter() : null;
	}

	/**
	 * Read it. Loads nothing.
	 * @param owner an instance of the declaring class
	 * @throws UnservableReferenceException if only a getter has it, which cannot be
	 * called without loading
	 */
	@Nullable Object read(Object owner) throws UnservableReferenceException {
		if (this.getter == null) {
			return this.mapping.getValue(owner);
		}
		Field field = this.fields.computeIfAbsent(owner.getClass(), (type) -> findField(type, this.getter))
			.orElse(null);
		Object value = (field != null) ? BackingFields.get(field, owner) : null;
		if (field == null || (value != null && !this.getter.getReturnTypeClass().isInstance(value))) {
			return read(owner, this.getter);
		}
		return value;
	}

	/**
	 * Set it as Hibernate would have.
	 * @param value what was read
	 * @return whether there is a field that had the value, which no setter need be called
	 * for
	 */
	boolean replace(Object owner, Object value, @Nullable Object replacement) {
		if (this.getter == null) {
			this.mapping.setValue(owner, replacement);
			return true;
		}
		Field field = this.fields.computeIfAbsent(owner.getClass(), (type) -> findField(type, this.getter))
			.orElse(null);
		return field != null && BackingFields.replace(field, owner, value, replacement);
	}

	private Optional<Field> findField(Class<?> type, Getter getter) {
		Method method = getter.getMethod();
		return (method != null) ? BackingFields.find(type, method, this.mapping.getAttributeName()) : Optional.empty();
	}

	private @Nullable Object read(Object owner, Getter getter) throws UnservableReferenceException {
		if (this.mapping instanceof PluralAttributeMapping plural) {
			PersistentCollection<?> collection = BackingFields.collection(owner,
					plural.getCollectionDescriptor().getRole());
			if (collection != null) {
				return collection;
			}
		}
		Peek peek = this.mappings.lazyLoads().peek(() -> getter.get(owner));
		Object unloaded = peek.unloaded();
		if (unloaded != null && getter.getReturnTypeClass().isInstance(unloaded)) {
			return unloaded;
		}
		if (unloaded != null || peek.error() != null) {
			throw new UnservableReferenceException("its getter would load more, or fails,"
					+ " and there is no field of that name; let the getter return what Hibernate has set");
		}
		return peek.value();
	}

}
