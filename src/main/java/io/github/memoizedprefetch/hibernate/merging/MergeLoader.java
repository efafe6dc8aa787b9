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
package io.github.memoizedprefetch.hibernate.merging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.memoizedprefetch.hibernate.PersistenceUnit;
import io.github.memoizedprefetch.hibernate.attaching.StepSessions;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.hibernate.merging.MergeNode.Reference;
import io.github.memoizedprefetch.message.LoggerName;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import org.hibernate.JDBCException;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads what merging many items would load one by one, into the session that will merge
 * them. It reads the rows as they are now, and flushes nothing. Thread-safe.
 */
public final class MergeLoader {

	private static final Logger logger = LoggerFactory.getLogger(LoggerName.MEMOIZED_PREFETCH);

	private final SessionFactoryImplementor factory;

	private final Mappings mappings;

	private final Map<String, MergeMapping> merged = new ConcurrentHashMap<>();

	/**
	 * @param entityManagerFactory Hibernate's, or a proxy that unwraps to it
	 * @throws IllegalArgumentException if it is not Hibernate's
	 */
	public MergeLoader(EntityManagerFactory entityManagerFactory) {
		this.factory = PersistenceUnit.unwrap(entityManagerFactory);
		this.mappings = new Mappings(this.factory);
	}

	/**
	 * Load what is needed in the thread's own session.
	 * @return false if there is none in whose transaction it could be merged
	 */
	public boolean load(Iterable<?> items) {
		SessionImplementor session = StepSessions.inTransaction(this.factory);
		if (session != null) {
			load(session, items);
		}
		return session != null;
	}

	/**
	 * Load what is needed in an EntityManager.
	 * @return false if it has no transaction
	 */
	public boolean load(EntityManager entityManager, Iterable<?> items) {
		SessionImplementor session = entityManager.unwrap(SessionImplementor.class);
		if (session.getFactory() != this.factory) {
			throw new IllegalArgumentException("The EntityManager is of another EntityManagerFactory");
		}
		if (session.isTransactionInProgress()) {
			load(session, items);
			return true;
		}
		return false;
	}

	private void load(SessionImplementor session, Iterable<?> items) {
		try {
			MergeGraph graph = new MergeGraph(this::mapping, session);
			items.forEach(graph::add);
			int loads = load(session, graph);
			logger.debug("What merging a chunk would load one by one was loaded at once, {} times.", loads);
		}
		catch (JDBCException ex) {
			throw ex;
		}
		catch (PersistenceException ex) {
			logger.debug("What is about to be merged is not loaded at once; merging it says why", ex);
		}
	}

	private @Nullable MergeMapping mapping(Object entity) {
		EntityPersister persister = this.factory.getMappingMetamodel().findEntityDescriptor(entity.getClass());
		return (persister != null)
				? this.merged.computeIfAbsent(persister.getEntityName(), (any) -> MergeMapping.of(persister)) : null;
	}

	private int load(SessionImplementor session, MergeGraph graph) {
		EarlyInserts inserts = new EarlyInserts(session, graph);
		List<Reference> references = new ArrayList<>();
		int loads = 0;
		for (List<MergeNode> level : graph.levels((node) -> isLeft(node, inserts))) {
			loads += rows(session, level, inserts).load(true);
			CollectionLoads collections = new CollectionLoads(this.mappings, session, inserts, references);
			addTo(collections, session, level);
			loads += collections.load();
		}
		graph.nodes().forEach((node) -> references.addAll(node.references));
		return loads + referred(session, references).load(false);
	}

	private static boolean isLeft(MergeNode node, EarlyInserts inserts) {
		return node.key != null && (!node.mapping.loadable() || inserts.reach(node.key));
	}

	private RowLoads rows(SessionImplementor session, List<MergeNode> level, EarlyInserts inserts) {
		RowLoads loads = new RowLoads(this.mappings, session);
		for (MergeNode node : level) {
			if (node.key != null && !isLeft(node, inserts)) {
				node.loaded = loads.add(node.mapping.persister(), node.key);
			}
		}
		return loads;
	}

	private static void addTo(CollectionLoads collections, SessionImplementor session, List<MergeNode> level) {
		for (MergeNode node : level) {
			Object target = (node.key != null) ? session.getPersistenceContextInternal().getEntity(node.key) : null;
			if (target != null && target.getClass() == node.entity.getClass()) {
				collections.add(node, target);
			}
		}
	}

	private RowLoads referred(SessionImplementor session, List<Reference> references) {
		RowLoads loads = new RowLoads(this.mappings, session);
		ObjectStates states = new ObjectStates(session);
		for (Reference reference : references) {
			// as it is declared: what it is in truth the row says
			EntityPersister target = this.factory.getMappingMetamodel()
				.getEntityDescriptor(reference.property().entityType().getAssociatedEntityName());
			Object id = MergeMapping.isLoadable(target) ? states.id(reference.value()) : null;
			if (id != null) {
				loads.add(target, session.generateEntityKey(id, target));
			}
		}
		return loads;
	}

}
