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

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import io.github.memoizedprefetch.hibernate.mapping.FetchPlan;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import jakarta.persistence.criteria.Predicate;
import org.hibernate.SessionBuilder;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.hibernate.query.criteria.JpaCriteriaQuery;
import org.hibernate.query.criteria.JpaRoot;
import org.hibernate.query.sqm.tree.select.SqmSelectStatement;

/**
 * The tables that a restriction reads. Hibernate translates the query and tells before it
 * would execute it, which is not done.
 */
@SuppressWarnings({ "serial", "unchecked" }) // as SessionImpl itself
public final class RestrictionTables extends SilentSession {

	private static final Pattern SELECT = Pattern.compile("\\bselect\\b");

	private RestrictionTables(SessionFactoryImplementor factory, SessionBuilder options) {
		super(factory, options);
	}

	/** The tables, those of the target among them only if other rows of it are read. */
	public static Set<String> of(EntityMapping target, FetchPlan.Restriction restriction, Mappings mappings,
			Object tenant) {
		SessionFactoryImplementor factory = mappings.factory();
		SessionBuilder options = LoadingSession.options(factory, tenant, new StatementCount(factory));
		try (RestrictionTables session = new RestrictionTables(factory, options)) {
			return session.translate(target.javaType(), target, restriction);
		}
	}

	private <T> Set<String> translate(Class<T> type, EntityMapping target, FetchPlan.Restriction restriction) {
		HibernateCriteriaBuilder builder = getCriteriaBuilder();
		JpaCriteriaQuery<T> criteria = builder.createQuery(type);
		JpaRoot<T> root = criteria.from(type);
		Predicate predicate = restriction.toPredicate(root, criteria, builder);
		criteria.select(root);
		if (predicate != null) {
			criteria.where(predicate);
		}
		try {
			createSelectionQuery(criteria).getResultList();
			return Set.of();
		}
		catch (Translated translated) {
			Set<String> tables = new HashSet<>(translated.tables);
			String hql = ((SqmSelectStatement<?>) criteria).toHqlString();
			boolean rereads = SELECT.matcher(hql).results().count() > 1;
			if (!rereads) {
				tables.removeAll(target.tables());
			}
			return tables;
		}
	}

	@Override
	public boolean autoFlushIfRequired(Set<String> querySpaces, boolean skipPreFlush) {
		throw new Translated(Set.copyOf(querySpaces));
	}

	/** Ends the query before it is executed. */
	private static final class Translated extends RuntimeException {

		private final transient Set<String> tables;

		Translated(Set<String> tables) {
			super(null, null, false, false);
			this.tables = tables;
		}

	}

}
