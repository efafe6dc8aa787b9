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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import io.github.memoizedprefetch.MemoizedPrefetchConfig;
import io.github.memoizedprefetch.oracle.model.Author;
import io.github.memoizedprefetch.oracle.model.Stored;
import jakarta.persistence.EntityGraph;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Graph;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;
import org.hibernate.Session;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;

/**
 * The options of one target in a case.
 *
 * @param kind what is special about it
 * @param target the target
 * @param fetch an association of the target to fetch along
 */
record TargetOptions(Kind kind, Class<? extends Stored> target, String fetch) {

	private static final List<Kind> USUAL = Stream.of(Kind.values())
		.filter((kind) -> kind != Kind.GRAPH && kind != Kind.SHARED)
		.toList();

	/** What is special about a target. */
	enum Kind {

		/** Nothing. */
		NONE,

		/** Its table is loaded at the start. */
		PREFETCH_ALL,

		/** It has the smallest memo. */
		SMALL,

		/** What is remembered of it is forgotten at once. */
		EXPIRING,

		/** An association is fetched along. */
		FETCH,

		/** An association of an association is fetched along. */
		DEEP,

		/** An entity graph fetches associations along. */
		ENTITY_GRAPH,

		/** One of several levels. Only in cases that are about it. */
		GRAPH,

		/** All that can be is shared. Only in cases that are about it. */
		SHARED,

		/** Every other row is left to Hibernate. */
		RESTRICTION,

		/** Rows are left to Hibernate by what is in another table. */
		SUBQUERY,

		/** A loader that does not find every third row, in any order. */
		LOADER

	}

	static TargetOptions of(List<Class<? extends Stored>> concrete, Attributes attributes, RandomValues random) {
		Kind kind = random.chance(65) ? Kind.NONE : random.oneOf(USUAL);
		EntityPersister persister = attributes.entity(random.oneOf(concrete));
		EntityPersister root = (EntityPersister) persister.getRootEntityDescriptor();
		// another fetch plan serves references to the class that it is configured for
		EntityPersister target = (kind == Kind.PREFETCH_ALL || kind == Kind.SMALL) ? persister : root;
		List<AttributeMapping> fetched = attributes.of(target).stream().filter(TargetOptions::isFetchable).toList();
		if (kind == Kind.ENTITY_GRAPH || (kind == Kind.FETCH && fetched.isEmpty())) {
			return new TargetOptions(Kind.ENTITY_GRAPH, io.github.memoizedprefetch.oracle.model.Line.class, null);
		}
		AttributeMapping first = fetched.isEmpty() ? null : random.oneOf(fetched);
		String fetch = (first != null) ? first.getAttributeName() : null;
		if (kind == Kind.DEEP && first instanceof ToOneAttributeMapping toOne) {
			List<AttributeMapping> behind = attributes.of(toOne.getAssociatedEntityMappingType())
				.stream()
				.filter(TargetOptions::isFetchable)
				.toList();
			fetch += behind.isEmpty() ? "" : "." + random.oneOf(behind).getAttributeName();
		}
		return new TargetOptions((kind == Kind.DEEP && first == null) ? Kind.NONE : kind,
				target.getMappedClass().asSubclass(Stored.class), fetch);
	}

	static boolean isFetchable(AttributeMapping attribute) {
		if (List.of("translator", "office", "total").contains(attribute.getAttributeName())) {
			return false; // some have no row, or it is hidden: a join fetch makes that
							// null
		}
		boolean embedded = attribute instanceof EmbeddableValuedModelPart
				&& !(Attributes.target(attribute) instanceof EntityPersister);
		boolean key = !(attribute.getDeclaringType() instanceof EntityPersister);
		return !embedded && !key
				&& (attribute instanceof ToOneAttributeMapping || attribute instanceof PluralAttributeMapping);
	}

	/** What is fetched along with an entity. */
	List<String> fetchedWith(Class<?> entity) {
		boolean fetching = this.kind == Kind.FETCH || this.kind == Kind.DEEP || this.kind == Kind.GRAPH;
		return (fetching && this.target.isAssignableFrom(entity)) ? fetched() : List.of();
	}

	/** The associations that are fetched along. */
	List<String> fetched() {
		return List.of(this.fetch.split(","));
	}

	/** Make the entity graph known. */
	void register(SessionFactoryImplementor factory) {
		if (this.kind == Kind.GRAPH) {
			factory.addNamedEntityGraph(this.fetch, graph(factory.createEntityManager()));
		}
	}

	private EntityGraph<?> graph(EntityManager entityManager) {
		try (entityManager) {
			EntityGraph<?> graph = entityManager.createEntityGraph(this.target);
			fetched().forEach((path) -> {
				Graph<?> node = graph;
				for (String segment : path.split("\\.")) {
					node = node.addSubgraph(segment);
				}
			});
			return graph;
		}
	}

	/**
	 * Whether what a target refers to is null if its row is missing, as join fetches do.
	 */
	boolean isFetching() {
		return this.kind == Kind.FETCH || this.kind == Kind.DEEP || this.kind == Kind.ENTITY_GRAPH
				|| this.kind == Kind.GRAPH;
	}

	/** Whether the library may need as many statements as it likes. */
	boolean isCostly() {
		return this.kind != Kind.NONE && this.kind != Kind.SMALL && this.kind != Kind.SHARED;
	}

	/** Whether some rows of the target are left to Hibernate. */
	boolean isHiding() {
		return this.kind == Kind.RESTRICTION || this.kind == Kind.SUBQUERY || this.kind == Kind.LOADER;
	}

	/** The config; null if there is none. */
	MemoizedPrefetchConfig<? extends Stored> config() {
		return (this.kind != Kind.NONE && this.kind != Kind.SHARED) ? config(this.target) : null;
	}

	private <T extends Stored> MemoizedPrefetchConfig<T> config(Class<T> type) {
		MemoizedPrefetchConfig<T> config = new MemoizedPrefetchConfig<>(type);
		return switch (this.kind) {
			case NONE, SHARED -> config;
			case PREFETCH_ALL -> config.prefetchAll(true);
			case SMALL -> config.cacheSize(1);
			case EXPIRING -> config.expireAfterWrite(Duration.ofNanos(1));
			case FETCH, DEEP -> config.fetch(this.fetch);
			case ENTITY_GRAPH -> config.entityGraph("Line.work");
			case GRAPH -> config.entityGraph(this.fetch);
			case RESTRICTION -> config
				.restriction((root, query, builder) -> builder.equal(builder.mod(root.<Integer>get("serial"), 2), 0));
			case SUBQUERY -> config.restriction((root, query, builder) -> {
				Subquery<Integer> authors = query.subquery(Integer.class);
				Root<Author> author = authors.from(Author.class);
				authors.select(author.get("serial")).where(builder.isNotNull(author.get("name")));
				return root.get("serial").in(authors);
			});
			case LOADER -> config.loader((ids, entityManager) -> load(type, ids, entityManager));
		};
	}

	private static <T> List<T> load(Class<T> type, Collection<?> ids, EntityManager entityManager) {
		List<T> found = new ArrayList<>(entityManager.unwrap(Session.class).findMultiple(type, List.copyOf(ids)));
		List<T> some = new ArrayList<>();
		for (int i = found.size() - 1; i >= 0; i--) {
			if (i % 3 != 2) {
				some.add(found.get(i)); // null where the row is missing
			}
		}
		return some;
	}

	@Override
	public String toString() {
		return (this.kind != Kind.NONE) ? this.kind + " " + this.target.getSimpleName() + "." + this.fetch : "none";
	}

}
