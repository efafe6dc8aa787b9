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

package io.github.memoizedprefetch.oracle;

import java.util.List;
import java.util.function.UnaryOperator;

import io.github.memoizedprefetch.oracle.model.Stored;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;

/**
 * Makes the items of one session those of another.
 */
final class Copies {

	/** The numbers of new instances, which readers do not read. */
	static final int FIRST_SERIAL = 100;

	private final Attributes attributes;

	Copies(Attributes attributes) {
		this.attributes = attributes;
	}

	/** A reference to the same row. */
	Object reference(Object reference, Session session) {
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(reference);
		String name = (proxy != null) ? proxy.getEntityName() : this.attributes.entity(reference).getEntityName();
		return session.getReference(name, id(reference));
	}

	/** A reference to the same row by a class that may be a superclass of its own. */
	Object reference(Class<?> type, Object reference, Session session) {
		return session.getReference(this.attributes.entity(type).getEntityName(), id(reference));
	}

	/** The same row. */
	Object find(Object reference, Session session) {
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(reference);
		Class<?> type = (proxy != null) ? proxy.getPersistentClass() : reference.getClass();
		return session.find(type, id(reference));
	}

	private Object id(Object reference) {
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(reference);
		return (proxy != null) ? proxy.getInternalIdentifier()
				: this.attributes.entity(reference).getIdentifier(reference);
	}

	/** New instances with the same values, and references of a session. */
	List<Object> copies(List<Object> items, Session session) {
		return items.stream().map((item) -> copy(item, (reference) -> reference(reference, session))).toList();
	}

	/** A new instance with the same values and references. */
	Object copy(Object item) {
		return copy(Hibernate.unproxy(item), UnaryOperator.identity());
	}

	private Object copy(Object item, UnaryOperator<Object> references) {
		EntityPersister persister = this.attributes.entity(item);
		Stored copy = (Stored) persister.getRepresentationStrategy().getInstantiator().instantiate();
		copy.number(FIRST_SERIAL + ((Number) persister.findAttributeMapping("serial").getValue(item)).intValue());
		for (AttributeMapping attribute : this.attributes.of(persister)) {
			Object value = Linker.isOfIndexedList(attribute) ? null : attribute.getValue(item);
			if (attribute instanceof ToOneAttributeMapping && value != null) {
				attribute.setValue(copy, references.apply(value));
			}
			else if (!(attribute instanceof PluralAttributeMapping) && Linker.isWritable(persister, attribute)
					&& Attributes.target(attribute) == null) {
				attribute.setValue(copy, value);
			}
		}
		return copy;
	}

}
