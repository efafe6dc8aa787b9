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
package io.github.memoizedprefetch.benchmark.micro;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import io.github.memoizedprefetch.benchmark.data.DataFiles;
import io.github.memoizedprefetch.benchmark.data.Dataset;
import io.github.memoizedprefetch.benchmark.data.HsqldbLoader;
import io.github.memoizedprefetch.samples.bookshop.model.Author;
import io.github.memoizedprefetch.samples.bookshop.model.Book;
import io.github.memoizedprefetch.samples.bookshop.model.Category;
import io.github.memoizedprefetch.samples.bookshop.model.Publisher;
import io.github.memoizedprefetch.samples.bookshop.model.Review;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;

/**
 * The books and {@value #ITEMS} reviews in an in-memory HSQLDB, for benchmarks that must
 * not wait for a server.
 */
public final class MicroDatabase implements AutoCloseable {

	/** A chunk. */
	public static final int ITEMS = 1_000;

	static final String DATA = "bench.data";

	private final HikariDataSource dataSource = new HikariDataSource();

	private final SessionFactory factory;

	public MicroDatabase() throws IOException, SQLException {
		this.dataSource.setJdbcUrl("jdbc:hsqldb:mem:micro;hsqldb.tx=mvcc");
		this.dataSource.setUsername("sa");
		DataFiles files = DataFiles.locate(Path.of(System.getProperty(DATA)), Path.of("unused"));
		HsqldbLoader.load(Dataset.GOODBOOKS, files, this.dataSource, ITEMS);
		this.factory = new HibernatePersistenceConfiguration("micro")
			.managedClasses(Author.class, Publisher.class, Category.class, Book.class, Review.class)
			.property(JdbcSettings.JAKARTA_NON_JTA_DATASOURCE, this.dataSource)
			.createEntityManagerFactory();
	}

	public SessionFactory factory() {
		return this.factory;
	}

	/** The first items of a class; their references are uninitialised. */
	public static <T> List<T> items(Session session, Class<T> type) {
		return session.createSelectionQuery("from " + type.getName() + " i order by i.id", type)
			.setMaxResults(ITEMS)
			.getResultList();
	}

	@Override
	public void close() {
		this.factory.close();
		this.dataSource.close();
	}

}
