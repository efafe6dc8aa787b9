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
package io.github.memoizedprefetch.hibernate.events;

import java.util.HashSet;
import java.util.Set;

import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.persister.entity.EntityPersister;

/**
 * Query spaces as a set of table names.
 */
public final class Tables {

	private Tables() {
	}

	public static Set<String> of(Object[] querySpaces) {
		Set<String> tables = new HashSet<>();
		for (Object space : querySpaces) {
			tables.add(space.toString());
		}
		return tables;
	}

	/** The tables of an entity and its subclasses, and those it is synchronized with. */
	public static Set<String> of(EntityPersister entity) {
		Set<String> tables = of(entity.getQuerySpaces());
		tables.addAll(of(entity.getPropertySpaces()));
		for (EntityMappingType subtype : entity.getSubMappingTypes()) {
			tables.addAll(of(subtype.getEntityPersister()));
		}
		return tables;
	}

}
