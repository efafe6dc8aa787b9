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
package io.github.memoizedprefetch.hibernate.loading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.github.memoizedprefetch.hibernate.codec.EntityCodec;
import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import io.github.memoizedprefetch.hibernate.mapping.FetchPlan;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.hibernate.snapshot.Snapshot;
import io.github.memoizedprefetch.hibernate.snapshot.SnapshotCollector;
import io.github.memoizedprefetch.hibernate.snapshot.TableReader;
import io.github.memoizedprefetch.message.DottedPath;
import jakarta.persistence.EntityGraph;
import jakarta.persistence.Subgraph;
import jakarta.persistence.criteria.Predicate;
import org.hibernate.Hibernate;
import org.hibernate.OrderingMode;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.graph.GraphSemantic;
import org.hibernate.graph.spi.RootGraphImplementor;
import org.hibernate.loader.MultipleBagFetchException;
import org.hibernate.query.SelectionQuery;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.hibernate.query.criteria.JpaCriteriaQuery;
import org.hibernate.query.criteria.JpaRoot;
import org.hibernate.query.criteria.JpaSelection;
import org.jspecify.annotations.Nullable;

/**
 * Loads entities in the loading session and takes their snapshots.
 */
public final class EntityLoader {

	private static final int NO_LIMIT = Integer.MAX_VALUE;

	private final Mappings mappings;

	private final SessionImplementor session;

	private final CollectionLoader collections;

	public EntityLoader(Mappings mappings, LoadingSession loading) {
		this.mappings = mappings;
		this.session = loading.begin();
		this.collections = new CollectionLoader(mappings, loading);
	}

	public List<Snapshot> byKeys(EntityMapping target, Collection<?> keys, FetchPlan plan) {
		List<Object> ids = new ArrayList<>(keys.size());
		keys.forEach((key) -> ids.add(EntityMapping.id(key)));
		fetchInBatches(target, plan);
		boolean loosely = !target.hasExactKeys() && plan.loader() == null && plan.restriction() == null;
		if (loosely && ids.size() == 1) {
			ids.add(ids.get(0)); // one alone would not tell the row's id
		}
		List<Snapshot> snapshots = snapshots(target, entities(target, ids, plan), plan);
		if (loosely) {
			for (Object key : UnansweredKeys.of(target, keys, snapshots, this.session)) {
				snapshots.addAll(snapshots(target, alone(target, EntityMapping.id(key), plan), plan));
			}
		}
		return snapshots;
	}

	/**
	 * By a key that is not the row's Hibernate makes an entity too, if it is asked alone.
	 */
	private List<@Nullable Object> alone(EntityMapping target, Object id, FetchPlan plan) {
		this.session.getPersistenceContextInternal().getBatchFetchQueue().clear();
		EntityGraph<?> graph = graph(target, plan);
		Object entity = (graph != null) ? this.session.find(graph, id) : this.session.find(target.javaType(), id);
		if (entity == null) {
			return List.of();
		}
		target.foundLoosely();
		return List.of(entity);
	}

	private void fetchInBatches(EntityMapping target, FetchPlan plan) {
		if (!plan.fetchesMore() && target.isFetchedInBatches()) {
			this.session.setFetchBatchSize(LoadingSession.FETCH_BATCH_SIZE);
		}
	}

	public List<Snapshot> all(EntityMapping target, long limit, FetchPlan plan) {
		fetchInBatches(target, plan);
		int maxResults = (int) Math.min(limit, Integer.MAX_VALUE);
		EntityCodec codec = this.mappings.codec(target.persister());
		TableReader reader = plan.equals(FetchPlan.DEFAULT) ? TableReader.of(codec) : null;
		return (reader != null) ? reader.read(maxResults, this.session)
				: snapshots(target, queried(target, null, plan, maxResults), plan);
	}

	private Iterable<?> entities(EntityMapping target, List<Object> ids, FetchPlan plan) {
		if (plan.loader() != null) {
			return plan.loader().load(ids, this.session);
		}
		if (plan.restriction() != null) {
			List<Object> entities = new ArrayList<>();
			int columns = target.persister().getIdentifierMapping().getJdbcTypeCount();
			IdPartitions.of(ids, columns, this.session)
				.forEach((part) -> entities.addAll(queried(target, part, plan, NO_LIMIT)));
			return entities;
		}
		return found(target, ids, plan);
	}

	private List<?> found(EntityMapping target, List<Object> ids, FetchPlan plan) {
		EntityGraph<?> graph = graph(target, plan);
		if (target.isIdLostInArrays()) {
			return InListLoader.load(target.persister(), ids, (RootGraphImplementor<?>) graph, this.session);
		}
		// as a load graph: what it does not name is fetched as mapped
		return (graph != null) ? this.session.findMultiple(graph, ids, OrderingMode.UNORDERED)
				: this.session.findMultiple(target.javaType(), ids, OrderingMode.UNORDERED);
	}

	private List<?> queried(EntityMapping target, @Nullable List<Object> ids, FetchPlan plan, int maxResults) {
		if (!loadsMore(target)) {
			try {
				return limited(withGraph(query(target.javaType(), target, ids, plan, false), target, plan), maxResults)
					.getResultList();
			}
			catch (IllegalArgumentException ex) {
				if (!(ex.getCause() instanceof MultipleBagFetchException)) {
					throw ex;
				}
			}
		}
		return byParts(target, limited(query(Object.class, target, ids, plan, true), maxResults).getResultList(), plan);
	}

	/** A limit is a parameter too, and statements by ids have as many as they may. */
	private static <T> SelectionQuery<T> limited(SelectionQuery<T> query, int maxResults) {
		return (maxResults != NO_LIMIT) ? query.setMaxResults(maxResults) : query;
	}

	/** Whether Hibernate loads more with an entity of the target or of a subclass. */
	private boolean loadsMore(EntityMapping target) {
		return target.persister()
			.getSubclassEntityNames()
			.stream()
			.map(this.session.getFactory().getMappingMetamodel()::getEntityDescriptor)
			.map(this.mappings::codec)
			.anyMatch(EntityCodec::mayLoad);
	}

	/**
	 * A query would select what is EAGER for each row, and cannot join several bags.
	 * Loading by ids joins the one, and reads the others one after the other.
	 */
	private List<Object> byParts(EntityMapping target, List<Object> ids, FetchPlan plan) {
		List<Object> entities = new ArrayList<>(ids.size());
		for (int from = 0; from < ids.size(); from += LoadingSession.FETCH_BATCH_SIZE) {
			int to = Math.min(ids.size(), from + LoadingSession.FETCH_BATCH_SIZE);
			entities.addAll(found(target, new ArrayList<>(ids.subList(from, to)), plan));
		}
		return entities;
	}

	@SuppressWarnings("unchecked")
	private <T> SelectionQuery<T> withGraph(SelectionQuery<T> query, EntityMapping target, FetchPlan plan) {
		EntityGraph<T> graph = (EntityGraph<T>) graph(target, plan);
		return (graph != null) ? query.setEntityGraph(graph, GraphSemantic.LOAD) : query;
	}

	@SuppressWarnings("unchecked")
	private <T> SelectionQuery<T> query(Class<T> type, EntityMapping target, @Nullable List<Object> ids, FetchPlan plan,
			boolean idsOnly) {
		HibernateCriteriaBuilder builder = this.session.getCriteriaBuilder();
		JpaCriteriaQuery<T> criteria = builder.createQuery(type);
		JpaRoot<?> root = criteria.from(target.javaType());
		List<Predicate> predicates = new ArrayList<>();
		if (ids != null) {
			predicates.add(root.id().in(ids));
		}
		Predicate restriction = (plan.restriction() != null) ? plan.restriction().toPredicate(root, criteria, builder)
				: null;
		if (restriction != null) {
			predicates.add(restriction);
		}
		criteria.select((JpaSelection<T>) (idsOnly ? root.id() : root)).where(predicates.toArray(new Predicate[0]));
		return this.session.createSelectionQuery(criteria);
	}

	private @Nullable EntityGraph<?> graph(EntityMapping target, FetchPlan plan) {
		if (plan.entityGraph() != null) {
			return this.session.getEntityGraph(plan.entityGraph());
		}
		if (plan.fetch().isEmpty()) {
			return null;
		}
		EntityGraph<?> graph = this.session.createEntityGraph(target.javaType());
		plan.fetch().forEach((path) -> addPath(graph, path));
		return graph;
	}

	private static void addPath(EntityGraph<?> graph, String path) {
		List<String> attributes = DottedPath.attributes(path);
		String last = attributes.get(attributes.size() - 1);
		if (attributes.size() == 1) {
			graph.addAttributeNodes(last);
			return;
		}
		Subgraph<?> subgraph = graph.addSubgraph(attributes.get(0));
		for (String attribute : attributes.subList(1, attributes.size() - 1)) {
			subgraph = subgraph.addSubgraph(attribute);
		}
		subgraph.addAttributeNodes(last); // perhaps basic values
	}

	private List<Snapshot> snapshots(EntityMapping target, Iterable<?> entities, FetchPlan plan) {
		new RepeatedBags(this.mappings, this.session.getPersistenceContextInternal(), this.collections, List.of())
			.readAgain();
		SnapshotCollector collector = new SnapshotCollector(this.mappings, this.session, plan);
		List<Snapshot> snapshots = new ArrayList<>();
		for (Object entity : entities) {
			Snapshot snapshot = (entity != null) ? collector.take(requireTarget(target, entity)) : null;
			if (snapshot != null) {
				if (plan.loader() != null && !isOwn(entity)) {
					snapshot.notCommitted();
				}
				snapshots.add(snapshot);
			}
		}
		return snapshots;
	}

	/** A custom loader may have it from a session that has changed it. */
	private boolean isOwn(Object entity) {
		return this.session.getPersistenceContextInternal().getEntry(Hibernate.unproxy(entity)) != null;
	}

	/** Only a custom loader can bring something else. */
	private static Object requireTarget(EntityMapping target, Object result) {
		Object entity = Hibernate.unproxy(result); // the proxy may be an interface
		if (!target.javaType().isInstance(entity)) {
			throw new IllegalStateException(
					"The loader of " + target + " returned a " + entity.getClass().getName() + ", not a " + target);
		}
		return entity;
	}

}
