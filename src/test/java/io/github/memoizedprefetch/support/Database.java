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
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

import com.zaxxer.hikari.HikariDataSource;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.BookCategory;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.model.Review;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.jpa.HibernatePersistenceConfiguration;

/**
 * A fresh in-memory HSQLDB with an entity manager factory on it, whose statements are
 * counted.
 */
public final class Database implements AutoCloseable {

	private final HikariDataSource dataSource;

	private final StatementCounter statements = new StatementCounter();

	private final EntityManagerFactory entityManagerFactory;

	private Database(HikariDataSource dataSource, Function<StatementCounter, EntityManagerFactory> factory) {
		this.dataSource = dataSource;
		this.entityManagerFactory = factory.apply(this.statements);
		this.statements.reset();
	}

	private Database(Map<String, Object> settings, Class<?>... entities) {
		this.dataSource = new HikariDataSource();
		this.dataSource.setJdbcUrl("jdbc:hsqldb:mem:" + UUID.randomUUID() + ";hsqldb.tx=mvcc;shutdown=true");
		this.dataSource.setDriverClassName("org.hsqldb.jdbc.JDBCDriver");
		this.dataSource.setUsername("sa");
		this.dataSource.setMaximumPoolSize(20);
		this.dataSource.setMinimumIdle(1);
		this.entityManagerFactory = new HibernatePersistenceConfiguration("test").managedClasses(entities)
			.property("jakarta.persistence.nonJtaDataSource", this.dataSource)
			.property("jakarta.persistence.schema-generation.database.action", "create")
			.property("hibernate.session_factory.statement_inspector", this.statements)
			.properties(settings)
			.createEntityManagerFactory();
		this.statements.reset();
	}

	/**
	 * Open an empty database with the shared model.
	 */
	public static Database open() {
		return open(Author.class, Publisher.class, Category.class, Book.class, BookCategory.class, Review.class);
	}

	/**
	 * Open an empty database with other entities.
	 */
	public static Database open(Class<?>... entities) {
		return open(Map.of(), entities);
	}

	/**
	 * Open an empty database with settings of Hibernate's.
	 */
	public static Database open(Map<String, Object> settings, Class<?>... entities) {
		return new Database(settings, entities);
	}

	/**
	 * Open a database of any kind.
	 * @param dataSource closed with this
	 * @param factory makes the factory, whose statements are to be counted
	 */
	public static Database open(HikariDataSource dataSource, Function<StatementCounter, EntityManagerFactory> factory) {
		return new Database(dataSource, factory);
	}

	/**
	 * Fill the shared model's tables with {@link Catalogue}.
	 */
	public Database populate() {
		inTransaction(Catalogue::persist);
		this.statements.reset();
		return this;
	}

	public EntityManagerFactory entityManagerFactory() {
		return this.entityManagerFactory;
	}

	public HikariDataSource dataSource() {
		return this.dataSource;
	}

	public StatementCounter statements() {
		return this.statements;
	}

	/**
	 * Run in an entity manager and transaction of its own.
	 */
	public void inTransaction(Consumer<EntityManager> work) {
		this.entityManagerFactory.runInTransaction(work);
	}

	/**
	 * Read in an entity manager and transaction of its own; the result is detached.
	 */
	public <R> R read(Function<EntityManager, R> work) {
		return this.entityManagerFactory.callInTransaction(work);
	}

	/**
	 * Execute SQL by plain JDBC, which Hibernate does not see.
	 */
	public void execute(String sql) {
		try (Connection connection = this.dataSource.getConnection();
				Statement statement = connection.createStatement()) {
			statement.executeUpdate(sql);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(sql, ex);
		}
	}

	@Override
	public void close() {
		this.entityManagerFactory.close();
		this.dataSource.close();
	}

}
