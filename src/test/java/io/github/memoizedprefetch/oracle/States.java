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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.hibernate.Session;
import org.hibernate.annotations.SQLSelect;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;

/**
 * What all rows look like at one time, each by itself, as a fresh session reads them.
 */
final class States {

	private final OracleCase oracleCase;

	private final Attributes attributes;

	private final Renderer renderer;

	private final Map<String, List<Node>> rows = new HashMap<>();

	private int items;

	States(OracleCase oracleCase, Attributes attributes) {
		this.oracleCase = oracleCase;
		this.attributes = attributes;
		this.renderer = new Renderer(attributes, false);
	}

	void read() {
		this.attributes.factory().inTransaction((session) -> {
			Set<String> roots = new HashSet<>();
			this.attributes.factory().getMappingMetamodel().forEachEntityDescriptor((persister) -> {
				if (roots.add(persister.getRootEntityName())) {
					rows(session, (EntityPersister) persister.getRootEntityDescriptor());
				}
			});
			this.items = session
				.createSelectionQuery("from " + this.oracleCase.itemType().getSimpleName() + " e where e.serial < "
						+ Copies.FIRST_SERIAL, Object.class)
				.getResultList()
				.size();
		});
	}

	private void rows(Session session, EntityPersister root) {
		for (Object row : session.createSelectionQuery("from " + root.getEntityName(), Object.class).getResultList()) {
			add(row);
			if (root.getMappedClass().isAnnotationPresent(SQLSelect.class)) {
				// looks different where it is loaded by its id
				session.detach(row);
				Object found = session.find(root.getMappedClass(), root.getIdentifier(row));
				if (found != null) {
					add(found);
				}
			}
		}
	}

	private void add(Object row) {
		Set<String> collections = new TreeSet<>();
		for (AttributeMapping attribute : this.attributes.of(this.attributes.entity(row))) {
			if (attribute instanceof PluralAttributeMapping) {
				collections.add(attribute.getAttributeName());
			}
		}
		this.rows.computeIfAbsent(this.attributes.label(row), (label) -> new ArrayList<>())
			.add(this.renderer.entity(row, PathTree.of(List.copyOf(collections))));
	}

	/** Whether rows have been deleted. */
	boolean lacksSomeOf(States others) {
		return !this.rows.keySet().containsAll(others.rows.keySet());
	}

	/** How many items there are. */
	int items() {
		return this.items;
	}

	/** What the row that a label names may look like; empty if there is none. */
	List<Node> row(String label) {
		return this.rows.getOrDefault(label, List.of());
	}

}
