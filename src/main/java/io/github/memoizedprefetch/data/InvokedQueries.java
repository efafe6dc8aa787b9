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
package io.github.memoizedprefetch.data;

import java.lang.reflect.Method;
import java.util.Map;

import io.github.memoizedprefetch.strict.QueryWatch;
import org.jspecify.annotations.Nullable;
import org.springframework.data.repository.core.RepositoryInformation;
import org.springframework.data.repository.core.support.RepositoryMethodInvocationListener;
import org.springframework.data.repository.query.parser.PartTree;
import org.springframework.util.StringUtils;

/** Tells strict mode of the queries of one repository, and of the lookups for them. */
final class InvokedQueries implements RepositoryMethodInvocationListener {

	private volatile @Nullable Repository repository;

	void of(RepositoryInformation information) {
		this.repository = new Repository(information, Map.of());
	}

	@Override
	public void afterInvocation(RepositoryMethodInvocation invocation) {
		Repository known = this.repository;
		if (known != null) {
			Method method = invocation.getMethod();
			QueryWatch.asked(method, () -> message(known, method));
		}
	}

	/** Null if nothing is to be said of it. */
	private static @Nullable String message(Repository repository, Method called) {
		RepositoryMethod method = asking(repository, called);
		if (method == null) {
			return null;
		}
		try {
			return method + "; " + lookup(repository, method) + " asks once a chunk";
		}
		catch (IllegalArgumentException ex) {
			return ex.getMessage();
		}
	}

	/** A query that only reads; null if it is none. */
	static @Nullable RepositoryMethod asking(Repository repository, Method called) {
		if (repository.information().isBaseClassMethod(called) || !repository.isQuery(called)) {
			return null; // Hibernate tells of what is found by its id
		}
		RepositoryMethod method = RepositoryMethod.of(repository, called);
		boolean asks = !method.isModifying() && !method.isLocking() && !method.isApart()
				&& !(method.isDerived() && new PartTree(method.name(), method.domainType()).isDelete());
		return asks ? method : null;
	}

	/**
	 * The lookup that answers in its place, in Java.
	 * @throws IllegalArgumentException if there is none
	 */
	static String lookup(Repository repository, RepositoryMethod method) {
		return "RepositoryLookup.%s(%s::%s)".formatted(KeyedQuery.kind(method),
				StringUtils.uncapitalize(repository.information().getRepositoryInterface().getSimpleName()),
				method.name());
	}

}
