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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.hibernate.Session;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;

/**
 * A transaction that changes much of what a case's paths lead to.
 */
final class Commit {

	private final OracleCase oracleCase;

	private final Attributes attributes;

	private final Set<EntityPersister> targets = new LinkedHashSet<>();

	private final Set<PluralAttributeMapping> collections = new LinkedHashSet<>();

	private Throwable failure;

	Commit(OracleCase oracleCase, Attributes attributes) {
		this.oracleCase = oracleCase;
		this.attributes = attributes;
		collect(attributes.entity(oracleCase.itemType()), PathTree.of(oracleCase.configured()));
	}

	private void collect(ManagedMappingType type, PathTree paths) {
		paths.children().forEach((name, rest) -> collect(type, name, rest));
	}

	private void collect(ManagedMappingType type, String name, PathTree rest) {
		for (AttributeMapping attribute : this.attributes.of(type)) {
			if (attribute.getAttributeName().equals(name)) {
				ManagedMappingType target = Attributes.target(attribute);
				if (attribute instanceof PluralAttributeMapping plural
						&& !plural.getCollectionDescriptor().isInverse()) {
					this.collections.add(plural);
				}
				if (target instanceof EntityPersister persister) {
					this.targets.add(persister);
				}
				if (target != null) {
					collect(target, rest);
				}
			}
		}
		if (type instanceof EntityMappingType entity) {
			entity.getSubMappingTypes().forEach((subtype) -> collect(subtype, name, rest));
		}
	}

	/** On another thread, as others do, but to its end. */
	void runElsewhere() {
		Thread thread = new Thread(this::run);
		thread.start();
		try {
			thread.join(20_000);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		if (thread.isAlive()) {
			throw new IllegalStateException("The other transaction waits for the library");
		}
		if (this.failure != null) {
			throw new IllegalStateException(this.failure);
		}
	}

	/** Whether it was committed. */
	boolean run() {
		try (Sessions sessions = new Sessions(this.attributes.factory())) {
			sessions.callUncounted((session) -> {
				session.beginTransaction();
				try {
					change(session, sessions);
					session.getTransaction().commit();
				}
				finally {
					if (session.getTransaction().isActive()) {
						session.getTransaction().rollback();
					}
				}
				return null;
			});
			return true;
		}
		catch (RuntimeException ex) {
			this.failure = ex;
			return false;
		}
	}

	private void change(Session session, Sessions sessions) {
		RandomValues random = new RandomValues(new Random(this.oracleCase.seed() * 151));
		List<String> changes = new ArrayList<>();
		Mutator mutator = new Mutator(this.attributes, sessions, this.oracleCase, false, false, true, changes);
		for (EntityPersister target : this.targets) {
			Intruder.rows(session, target).forEach((row) -> mutator.mutate(row, session, random));
		}
		for (PluralAttributeMapping collection : this.collections) {
			Intruder.rows(session, collection.getCollectionDescriptor().getOwnerEntityPersister())
				.forEach((owner) -> mutator.mutate(owner, collection, session, random));
		}
	}

}
