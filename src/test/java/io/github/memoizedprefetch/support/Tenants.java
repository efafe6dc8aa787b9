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
package io.github.memoizedprefetch.support;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.BookCategory;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.model.Review;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;
import org.hibernate.engine.jdbc.connections.spi.AbstractDataSourceBasedMultiTenantConnectionProviderImpl;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.hsqldb.jdbc.JDBCDataSource;

/**
 * Tenants with the shared model and the same ids, each in a database or a schema of its
 * own. Names and titles begin with the tenant's.
 */
public final class Tenants implements AutoCloseable {

	private static final List<String> NAMED = List.of("Author", "Category", "Publisher");

	private final boolean schemas;

	private final Map<String, JDBCDataSource> dataSources;

	/** The current tenant, of each thread; null makes the resolver throw. */
	private final ThreadLocal<String> current = new ThreadLocal<>();

	private final StatementCounter statements = new StatementCounter();

	private final EntityManagerFactory entityManagerFactory;

	/**
	 * Create and fill the tenants.
	 * @param schemas whether they are schemas of one database
	 * @param names the tenants
	 */
	public Tenants(boolean schemas, String... names) {
		this.schemas = schemas;
		String shared = url();
		this.dataSources = List.of(names)
			.stream()
			.collect(Collectors.toMap(Function.identity(), (name) -> dataSource(schemas ? shared : url())));
		for (String name : names) {
			fill(name);
		}
		this.entityManagerFactory = configuration()
			.property("hibernate.multi_tenant_connection_provider", new Connections())
			.property("hibernate.tenant_identifier_resolver", new Resolver())
			.property("hibernate.session_factory.statement_inspector", this.statements)
			.createEntityManagerFactory();
	}

	private static String url() {
		return "jdbc:hsqldb:mem:" + UUID.randomUUID() + ";hsqldb.tx=mvcc";
	}

	private static JDBCDataSource dataSource(String url) {
		JDBCDataSource dataSource = new JDBCDataSource();
		dataSource.setUrl(url);
		dataSource.setUser("sa");
		return dataSource;
	}

	private static HibernatePersistenceConfiguration configuration() {
		return new HibernatePersistenceConfiguration("tenants").managedClasses(Author.class, Publisher.class,
				Category.class, Book.class, BookCategory.class, Review.class);
	}

	private void fill(String tenant) {
		if (this.schemas) {
			execute(tenant, "create schema " + tenant);
		}
		HibernatePersistenceConfiguration configuration = configuration()
			.property("jakarta.persistence.nonJtaDataSource", this.dataSources.get(tenant));
		configuration.property("jakarta.persistence.schema-generation.database.action", "create");
		if (this.schemas) {
			configuration.property("hibernate.default_schema", tenant);
		}
		try (EntityManagerFactory factory = configuration.createEntityManagerFactory()) {
			factory.runInTransaction((entityManager) -> {
				Catalogue.persist(entityManager);
				entityManager.flush();
				NAMED.forEach((entity) -> entityManager
					.createQuery("update " + entity + " set name = '" + tenant + " ' || name")
					.executeUpdate());
				entityManager.createQuery("update Book set title = '" + tenant + " ' || title").executeUpdate();
			});
		}
	}

	private void execute(String tenant, String sql) {
		try (Connection connection = this.dataSources.get(tenant).getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(sql, ex);
		}
	}

	public EntityManagerFactory entityManagerFactory() {
		return this.entityManagerFactory;
	}

	public StatementCounter statements() {
		return this.statements;
	}

	/** The current tenant of this thread, or null for none. */
	public void current(String tenant) {
		this.current.set(tenant);
	}

	/**
	 * Work for a tenant; afterwards the earlier one is current again.
	 */
	public <R> R as(String tenant, Supplier<R> work) {
		String before = this.current.get();
		this.current.set(tenant);
		try {
			return work.get();
		}
		finally {
			this.current.set(before);
		}
	}

	/**
	 * Read in an entity manager of the tenant; the result is detached.
	 */
	public <R> R read(String tenant, Function<EntityManager, R> work) {
		return as(tenant, () -> this.entityManagerFactory.callInTransaction(work));
	}

	/**
	 * Change in an entity manager and transaction of the tenant.
	 */
	public void change(String tenant, Consumer<EntityManager> work) {
		read(tenant, (entityManager) -> {
			work.accept(entityManager);
			return null;
		});
	}

	@Override
	public void close() {
		this.entityManagerFactory.close();
		this.dataSources.keySet().forEach((tenant) -> {
			if (!this.schemas || tenant.equals(this.dataSources.keySet().iterator().next())) {
				execute(tenant, "shutdown");
			}
		});
	}

	private final class Resolver implements CurrentTenantIdentifierResolver<String> {

		@Override
		public String resolveCurrentTenantIdentifier() {
			String tenant = Tenants.this.current.get();
			if (tenant == null) {
				throw new IllegalStateException("no tenant on this thread");
			}
			return tenant;
		}

		@Override
		public boolean validateExistingCurrentSessions() {
			return false;
		}

	}

	private final class Connections extends AbstractDataSourceBasedMultiTenantConnectionProviderImpl<String> {

		@Override
		protected DataSource selectAnyDataSource() {
			return Tenants.this.dataSources.values().iterator().next();
		}

		@Override
		protected DataSource selectDataSource(String tenant) {
			return Tenants.this.dataSources.get(tenant);
		}

		@Override
		public Connection getConnection(String tenant) throws SQLException {
			Connection connection = super.getConnection(tenant);
			if (Tenants.this.schemas) {
				connection.setSchema(tenant.toUpperCase(Locale.ROOT));
			}
			return connection;
		}

	}

}
