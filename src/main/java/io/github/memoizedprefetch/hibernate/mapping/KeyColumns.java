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
package io.github.memoizedprefetch.hibernate.mapping;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;

import org.hibernate.dialect.Dialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.MappingMetamodel;
import org.hibernate.metamodel.mapping.JdbcMapping;
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.metamodel.mapping.ValuedModelPart;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.jdbc.JdbcType;

/**
 * What the column types of a key mean for reading many rows at once.
 */
final class KeyColumns {

	private static final Set<Class<?>> EXACT = Set.of(Long.class, Integer.class, Short.class, Byte.class,
			BigInteger.class, UUID.class, Boolean.class, LocalDate.class);

	private KeyColumns() {
	}

	/**
	 * Whether Hibernate binds many keys as one array that misses some rows or cannot be
	 * bound at all: HSQLDB's arrays lose fractions, PostgreSQL's those of times and the
	 * padding of {@code char}, and converted values are not converted.
	 */
	static boolean isLostInArrays(ValuedModelPart key, SessionFactoryImplementor factory) {
		Dialect dialect = factory.getJdbcServices().getDialect();
		return dialect.useArrayForMultiValuedParameters() && key.getJdbcTypeCount() == 1
				&& !isSafeInArrays(key.getSelectable(0).getJdbcMapping());
	}

	/** Whether that is so of any key of the factory. */
	static boolean isAnyLostInArrays(SessionFactoryImplementor factory) {
		MappingMetamodel metamodel = factory.getMappingMetamodel();
		return metamodel.streamEntityDescriptors()
			.anyMatch((entity) -> isLostInArrays(entity.getIdentifierMapping(), factory))
				|| metamodel.streamCollectionDescriptors()
					.map((collection) -> collection.getAttributeMapping().getKeyDescriptor().getKeyPart())
					.anyMatch((key) -> isLostInArrays(key, factory));
	}

	private static boolean isSafeInArrays(JdbcMapping mapping) {
		JdbcType column = mapping.getJdbcType();
		return isUnconverted(mapping) && switch (mapping.getJavaTypeDescriptor().getJavaTypeClass().getSimpleName()) {
			case "Long", "Integer", "Short", "Byte" -> column.isInteger();
			case "UUID" -> column.getDefaultSqlTypeCode() == SqlTypes.UUID;
			case "String" -> column.getDefaultSqlTypeCode() == SqlTypes.VARCHAR;
			default -> false;
		};
	}

	/** Whether values are equal in Java if and only if they are in the database. */
	static boolean isExact(ValuedModelPart key) {
		for (int i = 0; i < key.getJdbcTypeCount(); i++) {
			if (!isExact(key.getSelectable(i))) {
				return false;
			}
		}
		return true;
	}

	static boolean isExact(SelectableMapping column) {
		JdbcMapping mapping = column.getJdbcMapping();
		return isUnconverted(mapping) && EXACT.contains(mapping.getJavaTypeDescriptor().getJavaTypeClass());
	}

	private static boolean isUnconverted(JdbcMapping mapping) {
		return mapping.getValueConverter() == null && mapping.getJdbcJavaType() == mapping.getJavaTypeDescriptor();
	}

}
