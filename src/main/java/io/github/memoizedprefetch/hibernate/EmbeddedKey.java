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
package io.github.memoizedprefetch.hibernate;

import java.util.Collection;
import java.util.TreeSet;

import org.hibernate.Hibernate;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.internal.EmbeddedIdentifierMappingImpl;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * An {@code @EmbeddedId}, whose attributes a path may lead over.
 */
public final class EmbeddedKey {

	private final Mappings mappings;

	private final EntityPersister persister;

	private final EmbeddedIdentifierMappingImpl id;

	private EmbeddedKey(Mappings mappings, EntityPersister persister, EmbeddedIdentifierMappingImpl id) {
		this.mappings = mappings;
		this.persister = persister;
		this.id = id;
	}

	/** The id, if the entity has an embedded one of that name. */
	static @Nullable EmbeddedKey of(Mappings mappings, EntityPersister persister, String name) {
		return (persister.getIdentifierMapping() instanceof EmbeddedIdentifierMappingImpl id
				&& id.getAttributeName().equals(name)) ? new EmbeddedKey(mappings, persister, id) : null;
	}

	/**
	 * Read the id without initialising anything.
	 * @param owner an initialised entity, or a proxy of one
	 * @return its id
	 */
	public @Nullable Object get(Object owner) {
		Object entity = Hibernate.unproxy(owner);
		return this.persister.getMappedClass().isInstance(entity) ? this.id.getIdentifier(entity) : null;
	}

	/**
	 * Find an attribute of the id.
	 * @param name the attribute's name
	 * @return the attribute, or null if there is none
	 */
	public @Nullable Attribute attribute(String name) {
		AttributeMapping attribute = this.id.getEmbeddableTypeDescriptor().findAttributeMapping(name);
		return (attribute != null) ? new Attribute(this.mappings, attribute) : null;
	}

	/**
	 * The names of the attributes of the id.
	 * @return the names, sorted
	 */
	public Collection<String> attributeNames() {
		TreeSet<String> names = new TreeSet<>();
		this.id.getEmbeddableTypeDescriptor()
			.forEachAttributeMapping((attribute) -> names.add(attribute.getAttributeName()));
		return names;
	}

}
