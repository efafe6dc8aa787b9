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

import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Locale;

import org.hibernate.Hibernate;
import org.hibernate.metamodel.mapping.EntityIdentifierMapping;
import org.hibernate.metamodel.mapping.NonAggregatedIdentifierMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.jspecify.annotations.Nullable;

/**
 * The ids of an entity, as {@code EntityManager.find} takes them.
 */
public final class EntityIds {

	private final EntityPersister persister;

	private final EntityIdentifierMapping mapping;

	private final @Nullable Class<?> type;

	public EntityIds(EntityMapping entity) {
		this.persister = entity.persister();
		this.mapping = this.persister.getIdentifierMapping();
		this.type = type(this.mapping);
	}

	private static @Nullable Class<?> type(EntityIdentifierMapping mapping) {
		if (!(mapping instanceof NonAggregatedIdentifierMapping several)) {
			return boxed(mapping.getJavaType().getJavaTypeClass());
		}
		return (several.getIdClassEmbeddable() != null)
				? several.getIdClassEmbeddable().getMappedJavaType().getJavaTypeClass() : null;
	}

	private static Class<?> boxed(Class<?> type) {
		return MethodType.methodType(type).wrap().returnType();
	}

	/** Whether a value is such an id, not one that is converted. */
	public boolean isId(Object value) {
		return this.type != null && this.type.isInstance(value);
	}

	/**
	 * Make sure that values of a declared class may be ids.
	 * @param declared the class; null if it is not known
	 * @param name what has that class, for the message
	 * @throws IllegalArgumentException if none of them can be one
	 */
	public void check(@Nullable Class<?> declared, String name) {
		if (this.type == null) {
			throw new IllegalArgumentException(entity() + " has several @Id attributes and no @IdClass, so that its ids"
					+ " cannot be values of '" + name + "'");
		}
		if (declared != null && !mayBe(boxed(declared), this.type)) {
			throw mistake(name, declared);
		}
	}

	private static boolean mayBe(Class<?> declared, Class<?> type) {
		return declared.isAssignableFrom(type) || type.isAssignableFrom(declared) || areNumbers(declared, type);
	}

	private static boolean areNumbers(Class<?> one, Class<?> other) {
		return Number.class.isAssignableFrom(one) && Number.class.isAssignableFrom(other);
	}

	/**
	 * Make an id of a value, by the rules of {@code find}.
	 * @param name what has the value, for the message
	 * @throws IllegalArgumentException if it is none
	 */
	public Object of(Object value, String name) {
		if (isId(value)) {
			return value;
		}
		if (this.type == null || !areNumbers(value.getClass(), this.type)) {
			throw mistake(name, value.getClass());
		}
		try {
			return this.mapping.getJavaType().coerce(value);
		}
		catch (RuntimeException ex) {
			throw new IllegalArgumentException(entity() + "'s id is " + article(this.type) + ", but '" + name + "' is "
					+ value + ", which is none", ex);
		}
	}

	private IllegalArgumentException mistake(String name, Class<?> actual) {
		Class<?> expected = (this.type != null) ? this.type : Object.class;
		if (this.persister.getMappedClass().isAssignableFrom(actual)) {
			return new IllegalArgumentException("'%s' is %s, not its id; give that, as \"%1$s.%s\"".formatted(name,
					article(this.persister.getMappedClass()), this.mapping.getAttributeName()));
		}
		return new IllegalArgumentException(
				entity() + "'s id is " + article(expected) + ", but '" + name + "' is " + article(actual)
						+ "; give a function that makes the id, as in .key((Item item) -> .., " + entity() + ".class)");
	}

	static String article(Class<?> type) {
		String name = type.getSimpleName();
		return ("AEIOUaeiou".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
	}

	/** The attributes of an id that has several; null if it has not. */
	public @Nullable IdParts parts() {
		return IdParts.of(entity(), this.mapping);
	}

	/** The entity's name, for messages. */
	public String entity() {
		return this.persister.getMappedClass().getSimpleName();
	}

	/** Whether an attribute is the whole id. */
	public boolean isNamed(String attribute) {
		return !(this.mapping instanceof NonAggregatedIdentifierMapping)
				&& attribute.equals(this.mapping.getAttributeName());
	}

	/** The lookup by this id, as Java code; null if it has several columns. */
	public @Nullable String lookup() {
		String name = this.mapping.getAttributeName();
		if (this.type == null || name == null || this.mapping.asBasicValuedModelPart() == null) {
			return null;
		}
		String getter = "get" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
		boolean visible = Arrays.stream(this.persister.getMappedClass().getMethods())
			.anyMatch((method) -> method.getName().equals(getter) && method.getParameterCount() == 0);
		return "MemoizedLookup.one(%1$s.class, %2$s)".formatted(entity(),
				visible ? entity() + "::" + getter : "\"" + name + "\", " + this.type.getSimpleName() + ".class");
	}

	public @Nullable Class<?> type() {
		return this.type;
	}

	/** The id of an entity, or of a proxy, which is not initialised by that. */
	public @Nullable Object read(Object owner) {
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(owner);
		if (proxy != null && proxy.isUninitialized()) {
			return this.persister.getMappedClass().isInstance(owner) ? proxy.getInternalIdentifier() : null;
		}
		Object entity = Hibernate.unproxy(owner);
		return this.persister.getMappedClass().isInstance(entity) ? this.mapping.getIdentifier(entity) : null;
	}

}
