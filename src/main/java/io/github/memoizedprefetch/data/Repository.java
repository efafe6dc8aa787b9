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

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.data.repository.core.RepositoryInformation;
import org.springframework.data.repository.query.RepositoryQuery;
import org.springframework.util.ReflectionUtils;

/**
 * What Spring Data knows of a repository, of which it shows the proxy only.
 *
 * @param information what it is, and how its methods are implemented
 * @param queries the methods that are implemented by queries
 */
record Repository(RepositoryInformation information, Map<Method, RepositoryQuery> queries) {

	/** Has the two as fields. */
	static final String INTERCEPTOR = "org.springframework.data.repository.core.support.QueryExecutorMethodInterceptor";

	static final String INFORMATION = "repositoryInformation";

	static final String QUERIES = "queries";

	/** The repository behind a proxy, or behind proxies of it; null if it is none. */
	static @Nullable Repository of(Object bean) {
		Object current = bean;
		while (current instanceof Advised advised) {
			for (Advisor advisor : advised.getAdvisors()) {
				if (advisor.getAdvice().getClass().getName().equals(INTERCEPTOR)) {
					return read(advisor.getAdvice());
				}
			}
			current = target(advised);
		}
		return null;
	}

	private static @Nullable Object target(Advised advised) {
		try {
			return advised.getTargetSource().getTarget();
		}
		catch (Exception ex) {
			throw new IllegalArgumentException("The repository behind " + advised + " cannot be reached", ex);
		}
	}

	@SuppressWarnings("unchecked")
	private static Repository read(Object interceptor) {
		Object information = field(interceptor, INFORMATION);
		Object queries = field(interceptor, QUERIES);
		if (!(information instanceof RepositoryInformation known) || !(queries instanceof Map<?, ?> map)) {
			throw new IllegalStateException("What a repository's methods are cannot be known in this version of Spring"
					+ " Data; take MemoizedLookup.one or many");
		}
		return new Repository(known, (Map<Method, RepositoryQuery>) map);
	}

	private static @Nullable Object field(Object owner, String name) {
		Field field = ReflectionUtils.findField(owner.getClass(), name);
		return (field != null && field.trySetAccessible()) ? ReflectionUtils.getField(field, owner) : null;
	}

	Class<?> domainType() {
		return this.information.getDomainType();
	}

	/**
	 * Whether a query derived or declared implements a method, also one made ahead of
	 * time.
	 */
	boolean isQuery(Method method) {
		return this.information.isQueryMethod(method) || isMadeAhead(method);
	}

	private boolean isMadeAhead(Method method) {
		return this.information.getRepositoryComposition()
			.getFragments()
			.stream()
			.filter((fragment) -> fragment.hasMethod(method))
			.findFirst()
			.flatMap((fragment) -> fragment.getImplementationClass())
			.filter((type) -> type.getName().contains("__Aot"))
			.isPresent();
	}

}
