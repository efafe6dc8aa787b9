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

import java.lang.reflect.Method;
import java.util.Set;

import javax.sql.DataSource;

import org.hibernate.engine.jdbc.connections.spi.ConnectionProvider;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Recognises data sources that do not give everybody the same: one that hands on the
 * connection of the current transaction, where what is read in a transaction of its own
 * would commit the step's, and those that choose by the thread.
 */
public final class StepConnections {

	private static final String SHARING = "org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy";

	private static final Set<String> THREAD_BOUND = Set.of(
			"org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource",
			"org.springframework.jdbc.datasource.UserCredentialsDataSourceAdapter");

	/** More than anybody nests them. */
	private static final int DEPTH = 10;

	private StepConnections() {
	}

	/**
	 * Check the data source of a factory.
	 * @throws IllegalArgumentException if all share a transaction's connection
	 */
	public static void check(SessionFactoryImplementor factory) {
		if (find(factory, Set.of(SHARING)) != null) {
			throw new IllegalArgumentException("The EntityManagerFactory's DataSource is a Spring"
					+ " TransactionAwareDataSourceProxy, which gives the connection of the step's transaction to the"
					+ " prefetch as well: that would commit it. Give the EntityManagerFactory the proxy's target"
					+ " DataSource, which JpaTransactionManager needs no proxy for, and the proxy only to what uses"
					+ " plain JDBC");
		}
	}

	/**
	 * Find out whether a factory's connections depend on the thread.
	 * @return the class of the data source that chooses them so, or null
	 */
	public static @Nullable String threadBound(SessionFactoryImplementor factory) {
		DataSource found = find(factory, THREAD_BOUND);
		return (found != null) ? found.getClass().getSimpleName() : null;
	}

	private static @Nullable DataSource find(SessionFactoryImplementor factory, Set<String> names) {
		DataSource dataSource = dataSource(factory);
		for (int i = 0; dataSource != null && i < DEPTH; i++) {
			if (isA(dataSource.getClass(), names)) {
				return dataSource;
			}
			dataSource = target(dataSource);
		}
		return null;
	}

	private static @Nullable DataSource dataSource(SessionFactoryImplementor factory) {
		if (factory.getSessionFactoryOptions().isMultiTenancyEnabled()) {
			return null;
		}
		ConnectionProvider provider = factory.getServiceRegistry().getService(ConnectionProvider.class);
		return (provider != null && provider.isUnwrappableAs(DataSource.class)) ? provider.unwrap(DataSource.class)
				: null;
	}

	private static boolean isA(@Nullable Class<?> type, Set<String> names) {
		return type != null && (names.contains(type.getName()) || isA(type.getSuperclass(), names));
	}

	/** What Spring's delegating data sources wrap, and others that do as they do. */
	private static @Nullable DataSource target(DataSource dataSource) {
		try {
			Method getter = dataSource.getClass().getMethod("getTargetDataSource");
			return (getter.invoke(dataSource) instanceof DataSource target) ? target : null;
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			return null;
		}
	}

}
