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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.junit.jupiter.api.Assumptions;

/**
 * Kinds of databases, and fresh ones of them. The servers of PostgreSQL and MariaDB stay
 * until the JVM ends. Tests are skipped where MariaDB is not installed.
 */
public enum Server {

	HSQLDB, H2, POSTGRESQL, MARIADB;

	private static MariaDbServer mariadb;

	private static EmbeddedPostgres postgres;

	/**
	 * Open an empty database whose mapping is given as hbm.xml or by annotated classes.
	 */
	public Database open(String hbm, Class<?>... entities) {
		HikariDataSource dataSource = dataSource();
		return Database.open(dataSource, (statements) -> factory(dataSource, statements, hbm, entities));
	}

	private static EntityManagerFactory factory(HikariDataSource dataSource, StatementCounter statements, String hbm,
			Class<?>... entities) {
		MetadataSources sources = new MetadataSources(
				new StandardServiceRegistryBuilder().applySetting("hibernate.connection.datasource", dataSource)
					.applySetting("hibernate.hbm2ddl.auto", "create")
					.applySetting("hibernate.session_factory.statement_inspector", statements)
					.build());
		if (hbm != null) {
			sources.addInputStream(
					new ByteArrayInputStream(("<hibernate-mapping xmlns=\"http://www.hibernate.org/xsd/orm/hbm\">" + hbm
							+ "</hibernate-mapping>")
						.getBytes(StandardCharsets.UTF_8)));
		}
		sources.addAnnotatedClasses(entities);
		return sources.buildMetadata().buildSessionFactory();
	}

	private HikariDataSource dataSource() {
		HikariDataSource dataSource = new HikariDataSource();
		switch (this) {
			case HSQLDB -> {
				dataSource.setJdbcUrl("jdbc:hsqldb:mem:" + UUID.randomUUID() + ";hsqldb.tx=mvcc;shutdown=true");
				dataSource.setUsername("sa");
			}
			case H2 -> dataSource.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
			case POSTGRESQL -> dataSource.setDataSource(postgres().getPostgresDatabase());
			case MARIADB -> dataSource.setDataSource(mariadb().dataSource());
		}
		dataSource.setMaximumPoolSize(20);
		dataSource.setMinimumIdle(1);
		return dataSource;
	}

	private static synchronized MariaDbServer mariadb() {
		Assumptions.assumeTrue(MariaDbServer.isInstalled(), "MariaDB is not installed");
		try {
			mariadb = (mariadb != null) ? mariadb : MariaDbServer.start();
			try (Connection connection = mariadb.dataSource().getConnection();
					Statement statement = connection.createStatement()) {
				statement.execute("drop database public");
				statement.execute("create database public");
			}
			return mariadb;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static synchronized EmbeddedPostgres postgres() {
		try {
			if (postgres == null) {
				postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
				EmbeddedPostgres server = postgres;
				Runtime.getRuntime().addShutdownHook(new Thread(() -> {
					try {
						server.close();
					}
					catch (IOException ex) {
						throw new UncheckedIOException(ex);
					}
				}));
			}
			try (Connection connection = postgres.getPostgresDatabase().getConnection();
					Statement statement = connection.createStatement()) {
				statement.execute("drop schema public cascade; create schema public");
			}
			return postgres;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
