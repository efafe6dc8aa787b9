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

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Notices whether anything but a query was prepared, by anybody. Keeps prepared
 * statements if the driver does not: HSQLDB needs longer to parse most statements than to
 * execute them.
 */
final class WatchedDataSource extends DelegatingDataSource {

	/** In place of a table's name: any may have been written. */
	static final String ANY_TABLE = "*";

	/** In place of a table's name: something else has changed. */
	private static final String NO_TABLE = "";

	private static final Pattern CHANGE = Pattern.compile("(?i)(?:insert into|update|delete from) (\\w+)");

	private final boolean keepingStatements;

	private final Set<String> written = ConcurrentHashMap.newKeySet();

	/** How often somebody may have changed the schema. */
	private final AtomicInteger schema = new AtomicInteger();

	private volatile boolean numbered = true;

	WatchedDataSource(DataSource dataSource, boolean keepingStatements) {
		super(dataSource);
		this.keepingStatements = keepingStatements;
		this.written.add(ANY_TABLE);
	}

	/**
	 * The tables that somebody may have written since the last call, in lower case.
	 */
	Set<String> takeWritten() {
		Set<String> tables = new HashSet<>(this.written);
		this.written.clear();
		return tables;
	}

	/** Whether somebody may have asked a sequence for a number since the last call. */
	boolean takeNumbered() {
		boolean taken = this.numbered;
		this.numbered = false;
		return taken;
	}

	@Override
	public Connection getConnection() throws SQLException {
		Connection connection = super.getConnection();
		KeptStatements kept = new KeptStatements(this.schema);
		return proxy(Connection.class, (proxy, method, arguments) -> {
			if (method.getName().equals("createStatement")) {
				this.written.add(ANY_TABLE);
				this.schema.incrementAndGet();
			}
			if (!method.getName().equals("prepareStatement")) {
				return invoke(connection, method, arguments);
			}
			String sql = (String) arguments[0];
			if (isNumber(sql)) {
				this.numbered = true;
				this.written.add(NO_TABLE);
			}
			else if (!isQuery(sql)) {
				Matcher change = CHANGE.matcher(sql);
				this.written.add(change.lookingAt() ? change.group(1).toLowerCase(Locale.ROOT) : ANY_TABLE);
			}
			return this.keepingStatements
					? kept.statement(List.of(arguments), () -> invoke(connection, method, arguments))
					: invoke(connection, method, arguments);
		});
	}

	private static boolean isQuery(String sql) {
		return sql.toLowerCase(Locale.ROOT).startsWith("select");
	}

	private static boolean isNumber(String sql) {
		String lower = sql.toLowerCase(Locale.ROOT);
		return lower.contains("nextval") || lower.contains("next value");
	}

	static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

	static <T> T proxy(Class<T> type, InvocationHandler handler) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, handler));
	}

}
