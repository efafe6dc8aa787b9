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
package io.github.memoizedprefetch.hibernate.statements;

import java.lang.reflect.InvocationTargetException;

import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.jspecify.annotations.Nullable;

/** Keeps the statement inspector of an application. */
public final class OwnInspector {

	/** Hibernate's property. */
	public static final String PROPERTY = "hibernate.session_factory.statement_inspector";

	private OwnInspector() {
	}

	/**
	 * Make the property's value.
	 * @param own its value so far: an inspector, a class or its name; or null
	 * @return an inspector around it, or itself if it is one that reports
	 */
	public static Object around(@Nullable Object own) {
		StatementInspector inspector = (own != null) ? inspector(own) : null;
		return (inspector instanceof ReportingStatementInspector) ? inspector
				: new ReportingStatementInspector(inspector);
	}

	private static StatementInspector inspector(Object own) {
		if (own instanceof StatementInspector inspector) {
			return inspector;
		}
		try {
			Class<?> type = (own instanceof Class<?> known) ? known
					: Class.forName(own.toString(), true, Thread.currentThread().getContextClassLoader());
			return (StatementInspector) type.getDeclaredConstructor().newInstance();
		}
		catch (ClassNotFoundException | NoSuchMethodException | InstantiationException | IllegalAccessException
				| InvocationTargetException | ClassCastException ex) {
			throw new IllegalArgumentException(PROPERTY + " is no StatementInspector: " + own, ex);
		}
	}

}
