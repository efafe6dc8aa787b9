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

import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.query.SelectionQuery;

/**
 * Several attributes that entities are asked for by together. Thread-safe.
 */
public final class KeyAttributes {

	private static final int MOST_PARAMETERS = 1_000;

	private final EntityPersister entity;

	private final List<AttributePath> paths;

	private final Set<String> tables = new HashSet<>();

	/** The values of a query, by position. */
	private static final class Parameters {

		private final List<Object> values = new ArrayList<>();

		String add(Object value) {
			this.values.add(value);
			return "?" + this.values.size();
		}

		<R> SelectionQuery<R> bind(SelectionQuery<R> query) {
			for (int i = 0; i < this.values.size(); i++) {
				query.setParameter(i + 1, this.values.get(i));
			}
			return query;
		}

	}

	private KeyAttributes(EntityPersister entity, List<String> names) {
		this.entity = entity;
		this.paths = names.stream().map((name) -> path(entity, name)).toList();
		this.paths.forEach((path) -> this.tables.addAll(path.tables()));
	}

	/**
	 * Find some attributes.
	 * @throws IllegalArgumentException if entities cannot be asked for by them
	 */
	static KeyAttributes of(Mappings mappings, Class<?> entityClass, List<String> names) {
		return new KeyAttributes(KeyAttribute.entity(mappings, entityClass), names);
	}

	private static AttributePath path(EntityPersister entity, String name) {
		AttributePath path = new AttributePath(entity, name);
		String label = entity.getMappedClass().getSimpleName() + "." + name;
		if (path.entityType() != null) {
			throw new IllegalArgumentException("%s is an association; a key of several attributes has its id, as \"%s\""
				.formatted(label, path.name()));
		}
		if (!path.isOwn() || path.value().isFormula() || path.value().getJdbcMapping().getValueConverter() != null) {
			throw new IllegalArgumentException(
					"%s cannot be part of a key of several attributes: it is no column of the entity's own, or converted."
						.formatted(label) + " Give the repository's method that takes several keys");
		}
		return path;
	}

	/** The class of the values of an attribute. */
	public Class<?> type(int index) {
		return MethodType.methodType(this.paths.get(index).value().getJavaType().getJavaTypeClass())
			.wrap()
			.returnType();
	}

	public Set<String> tables() {
		return Set.copyOf(this.tables);
	}

	/** Ask as the query for one key does. */
	@SuppressWarnings("unchecked")
	List<Object> find(SessionImplementor session, KeyParts key) {
		Parameters parameters = new Parameters();
		SelectionQuery<Object> query = session.createSelectionQuery(
				"from %s e where %s".formatted(this.entity.getEntityName(), condition(key, parameters)),
				(Class<Object>) this.entity.getMappedClass());
		return parameters.bind(query).getResultList();
	}

	/**
	 * Ask for several keys at once.
	 * @return key and entity; the key is the row's, which the session's own instance may
	 * not have
	 */
	List<Object[]> findAll(SessionImplementor session, List<KeyParts> keys) {
		List<Object[]> rows = new ArrayList<>();
		int most = Math.max(1, MOST_PARAMETERS / this.paths.size());
		for (int from = 0; from < keys.size(); from += most) {
			rows.addAll(findSome(session, keys.subList(from, Math.min(from + most, keys.size())), most));
		}
		return rows;
	}

	private List<Object[]> findSome(SessionImplementor session, List<KeyParts> keys, int most) {
		Parameters parameters = new Parameters();
		List<String> conditions = new ArrayList<>();
		List<KeyParts> whole = keys.stream().filter((key) -> !key.hasNull()).toList();
		if (!whole.isEmpty()) {
			List<String> tuples = new ArrayList<>();
			for (int i = 0; i < length(whole.size(), most); i++) {
				KeyParts key = whole.get(Math.min(i, whole.size() - 1));
				tuples.add(tuple(key.values().stream().map(Objects::requireNonNull).map(parameters::add).toList()));
			}
			conditions.add(tuple(columns()) + " in " + tuple(tuples));
		}
		keys.stream().filter(KeyParts::hasNull).forEach((key) -> conditions.add(condition(key, parameters)));
		SelectionQuery<Object[]> query = session.createSelectionQuery("select %s, e from %s e where %s"
			.formatted(String.join(", ", columns()), this.entity.getEntityName(), String.join(" or ", conditions)),
				Object[].class);
		return parameters.bind(query).getResultList().stream().map(this::row).toList();
	}

	/** Of a few lengths, for which Hibernate and the database keep a statement each. */
	private static int length(int keys, int most) {
		return Math.max(keys, Math.min(Integer.highestOneBit(Math.max(1, keys - 1)) * 2, most));
	}

	private Object[] row(Object[] columns) {
		int last = columns.length - 1;
		return new Object[] { KeyParts.of(Arrays.asList(columns).subList(0, last)), columns[last] };
	}

	private List<String> columns() {
		return this.paths.stream().map((path) -> "e." + path.name()).toList();
	}

	private static String tuple(List<String> values) {
		return values.stream().collect(Collectors.joining(", ", "(", ")"));
	}

	private String condition(KeyParts key, Parameters parameters) {
		List<String> conditions = new ArrayList<>();
		for (int i = 0; i < this.paths.size(); i++) {
			Object value = key.values().get(i);
			conditions.add(columns().get(i) + ((value != null) ? " = " + parameters.add(value) : " is null"));
		}
		return conditions.stream().collect(Collectors.joining(" and ", "(", ")"));
	}

	@Override
	public String toString() {
		return this.entity.getEntityName() + "." + tuple(this.paths.stream().map(AttributePath::name).toList());
	}

}
