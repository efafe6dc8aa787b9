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

import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.internal.util.SerializationHelper;
import org.hibernate.type.BasicType;
import org.hibernate.type.ComponentType;
import org.hibernate.type.Type;
import org.hibernate.type.descriptor.converter.spi.BasicValueConverter;
import org.jspecify.annotations.Nullable;

/**
 * How a value is kept apart from the entities that have it. Values that a mapping calls
 * immutable are not copied by Hibernate, which reads each of them anew.
 */
public abstract class ValueForm {

	/** Of what nobody can change. */
	private static final ValueForm SHARED = new ValueForm() {

		@Override
		public Object take(Object value) {
			return value;
		}

		@Override
		Object make(Object form, @Nullable Object owner) {
			return form;
		}

	};

	/** What is kept of a value. */
	public abstract @Nullable Object take(Object value);

	/**
	 * A value that belongs to one entity.
	 * @param form what was kept
	 * @param owner the entity
	 */
	abstract @Nullable Object make(Object form, @Nullable Object owner);

	/** The form of the values of a type; null if there is none that is safe. */
	public static @Nullable ValueForm of(Type type, SessionFactoryImplementor factory) {
		if (type.getClass() == ComponentType.class) {
			return EmbeddedForm.of((ComponentType) type, factory);
		}
		if (type.isMutable()) {
			return new Copied(type, factory);
		}
		if (ImmutableClasses.contains(type.getReturnedClass())) {
			return SHARED;
		}
		if (type instanceof BasicType<?> basic && basic.getValueConverter() != null) {
			return new Converted(basic.getValueConverter());
		}
		return Serializable.class.isAssignableFrom(type.getReturnedClass()) ? new Serialized() : null;
	}

	/** A mutable value, copied as Hibernate does. */
	private static final class Copied extends ValueForm {

		private final Type type;

		private final SessionFactoryImplementor factory;

		Copied(Type type, SessionFactoryImplementor factory) {
			this.type = type;
			this.factory = factory;
		}

		@Override
		public @Nullable Object take(Object value) {
			return this.type.deepCopy(value, this.factory);
		}

		@Override
		@Nullable Object make(Object form, @Nullable Object owner) {
			return this.type.deepCopy(form, this.factory);
		}

	}

	/** What the column holds, converted each time as Hibernate does. */
	private static final class Converted extends ValueForm {

		private final BasicValueConverter<Object, Object> converter;

		@SuppressWarnings("unchecked")
		Converted(BasicValueConverter<?, ?> converter) {
			this.converter = (BasicValueConverter<Object, Object>) converter;
		}

		@Override
		public @Nullable Object take(Object value) {
			return copy(this.converter.toRelationalValue(value));
		}

		@Override
		@Nullable Object make(Object form, @Nullable Object owner) {
			return this.converter.toDomainValue(copy(form));
		}

		private @Nullable Object copy(@Nullable Object relational) {
			return this.converter.getRelationalJavaType().getMutabilityPlan().deepCopy(relational);
		}

	}

	private static final class Serialized extends ValueForm {

		@Override
		public Object take(Object value) {
			return SerializationHelper.clone((Serializable) value);
		}

		@Override
		Object make(Object form, @Nullable Object owner) {
			return SerializationHelper.clone((Serializable) form);
		}

	}

}
