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
package io.github.memoizedprefetch.hibernate.asking;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.metamodel.mapping.BasicValuedModelPart;
import org.jspecify.annotations.Nullable;

/**
 * Whether PostgreSQL can be given all keys in one parameter, for which it finds the same:
 * it plans that faster than a list of a thousand, and Hibernate binds it faster.
 */
final class KeyArrays {

	private static final Set<Class<?>> TYPES = Set.of(String.class, Long.class, Integer.class, UUID.class);

	private static final String DRIVER = "org.postgresql.core.BaseConnection";

	private KeyArrays() {
	}

	/** Whether keys are values as Hibernate stores them by itself. */
	static boolean canHold(BasicValuedModelPart key, Class<?> type, SessionFactoryImplementor factory) {
		return TYPES.contains(type) && factory.getJdbcServices().getDialect() instanceof PostgreSQLDialect
				&& factory.getTypeConfiguration().getBasicTypeForJavaType(type) == key.getJdbcMapping();
	}

	/** Whether a session's connection compares an array's elements as single values. */
	static boolean areAlike(Class<?> type, SessionImplementor session) {
		return type != String.class || areTyped(session);
	}

	/**
	 * Texts of an array are VARCHAR always, single ones are of the column's type by the
	 * driver's {@code stringtype=unspecified}, which may be CITEXT.
	 */
	private static boolean areTyped(SessionImplementor session) {
		Connection connection = session.getJdbcCoordinator().getLogicalConnection().getPhysicalConnection();
		try {
			Class<?> type = Class.forName(DRIVER, false, session.getClass().getClassLoader());
			Method typed = type.getMethod("getStringVarcharFlag");
			return connection.isWrapperFor(type) && Boolean.TRUE.equals(typed.invoke(connection.unwrap(type)));
		}
		catch (ReflectiveOperationException | LinkageError | SQLException ex) {
			return false;
		}
	}

	static Object of(Class<?> type, List<?> keys) {
		return keys.toArray((@Nullable Object[]) Array.newInstance(type, 0));
	}

}
