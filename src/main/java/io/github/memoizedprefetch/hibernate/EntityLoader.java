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

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import jakarta.persistence.EntityGraph;
import jakarta.persistence.Subgraph;
import jakarta.persistence.criteria.Predicate;
import org.hibernate.OrderingMode;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.graph.GraphSemantic;
import org.hibernate.graph.spi.RootGraphImplementor;
import org.hibernate.query.SelectionQuery;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.hibernate.query.criteria.JpaCriteriaQuery;
import org.hibernate.query.criteria.JpaRoot;
import org.jspecify.annotations.Nullable;

/**
 * Loads entities in the loading session and takes their snapshots.
 */
final class EntityLoader {

	private final Mappings mappings;

	private final SessionImplementor session;

	EntityLoader(Mappings mappings, LoadingSession loading) {
		this.mappings = mappings;
		this.session = loading.begin();
	}

	List<Snapshot> byKeys(EntityMapping target, Collection<?> keys, FetchPlan plan) {
		List<Object> ids = new ArrayList<>(keys.size());
		keys.forEach((key) -> ids.add(EntityMapping.id(key)));
		return snapshots(target, entities(target, ids, plan), plan);
	}

	List<Snapshot> all(EntityMapping target, long limit, FetchPlan plan) {
		int maxResults = (int) Math.min(limit, Integer.MAX_VALUE);
		EntityCodec codec = this.mappings.codec(target.persister());
		TableReader reader = plan.equals(FetchPlan.DEFAULT) ? codec.tableReader() : null;
		if (reader != null && EntityBuilder.isSilent(this.session, codec)) {
			return reader.read(maxResults, this.session);
		}
		return snapshots(target, query(target, null, plan).setMaxResults(maxResults).getResultList(), plan);
	}

	private Iterable<?> entities(EntityMapping target, List<Object> ids, FetchPlan plan) {
		if (plan.loader() != null) {
			return plan.loader().load(ids, this.session);
		}
		if (plan.restriction() != null) {
			List<Object> entities = new ArrayList<>();
			int columns = target.persister().getIdentifierMapping().getJdbcTypeCount();
			IdPartitions.of(ids, columns, this.session)
				.forEach((part) -> entities.addAll(query(target, part, plan).getResultList()));
			return entities;
		}
		EntityGraph<?> graph = graph(target, plan);
		if (target.isIdLostInArrays()) {
			return InListLoader.load(target.persister(), ids, (RootGraphImplementor<?>) graph, this.session);
		}
		// as a load graph: what it does not name is fetched as mapped
		return (graph != null) ? this.session.findMultiple(graph, ids, OrderingMode.UNORDERED)
				: this.session.findMultiple(target.javaType(), ids, OrderingMode.UNORDERED);
	}

	private SelectionQuery<?> query(EntityMapping target, @Nullable List<Object> ids, FetchPlan plan) {
		return query(target.javaType(), target, ids, plan);
	}

	private <T> SelectionQuery<T> query(Class<T> type, EntityMapping target, @Nullable List<Object> ids,
			FetchPlan plan) {
		HibernateCriteriaBuilder builder = this.session.getCriteriaBuilder();
		JpaCriteriaQuery<T> criteria = builder.createQuery(type);
		JpaRoot<T> root = criteria.from(type);
		List<Predicate> predicates = new ArrayList<>();
		if (ids != null) {
			predicates.add(root.id().in(ids));
		}
		Predicate restriction = (plan.restriction() != null) ? plan.restriction().toPredicate(root, criteria, builder)
				: null;
		if (restriction != null) {
			predicates.add(restriction);
		}
		criteria.select(root).where(predicates.toArray(new Predicate[0]));
		SelectionQuery<T> query = this.session.createSelectionQuery(criteria);
		@SuppressWarnings("unchecked")
		EntityGraph<T> graph = (EntityGraph<T>) graph(target, plan);
		return (graph != null) ? query.setEntityGraph(graph, GraphSemantic.LOAD) : query;
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
		String[] segments = path.split("\\.");
		if (segments.length == 1) {
			graph.addAttributeNodes(path);
			return;
		}
		Subgraph<?> subgraph = graph.addSubgraph(segments[0]);
		for (int i = 1; i < segments.length - 1; i++) {
			subgraph = subgraph.addSubgraph(segments[i]);
		}
		subgraph.addAttributeNodes(segments[segments.length - 1]); // perhaps basic values
	}

	private List<Snapshot> snapshots(EntityMapping target, Iterable<?> entities, FetchPlan plan) {
		SnapshotCollector collector = new SnapshotCollector(this.mappings, this.session, plan.fetchesMore());
		List<Snapshot> snapshots = new ArrayList<>();
		for (Object entity : entities) {
			if (entity != null) {
				snapshots.add(collector.take(requireTarget(target, entity)));
			}
		}
		return snapshots;
	}

	/** Only a custom loader can bring something else. */
	private static Object requireTarget(EntityMapping target, Object entity) {
		if (!target.javaType().isInstance(entity)) {
			throw new IllegalStateException(
					"The loader of " + target + " returned a " + entity.getClass().getName() + ", not a " + target);
		}
		return entity;
	}

}
