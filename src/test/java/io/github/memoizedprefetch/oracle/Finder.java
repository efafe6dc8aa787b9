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

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.oracle.LookupCase.Lookup;
import io.github.memoizedprefetch.oracle.LookupCase.Way;
import io.github.memoizedprefetch.oracle.model.Wares.TextWare;
import io.github.memoizedprefetch.oracle.model.Wares.Ware;
import jakarta.persistence.EntityManager;
import jakarta.persistence.NonUniqueResultException;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;

/**
 * How a processor finds what a key leads to: by a query for each, or by a lookup.
 */
interface Finder {

	List<Object> all(Object key);

	boolean exists(Object key);

	Object getOrCreate(Object key, Supplier<Object> factory);

	default Optional<Object> find(Object key) {
		List<Object> found = all(key);
		if (found.size() > 1) {
			throw new NonUniqueResultException();
		}
		return found.stream().findFirst();
	}

	/** A repository of Spring Data. */
	interface TextWares extends JpaRepository<TextWare, Long> {

		List<TextWare> findByCode(String code);

		List<TextWare> findByCodeIn(List<String> codes);

		boolean existsByCode(String code);

	}

	/** Asks for each key, as repositories do. */
	static Finder asking(Lookup lookup, EntityManager entityManager) {
		TextWares repository = new JpaRepositoryFactory(entityManager).getRepository(TextWares.class);
		String from = " from " + lookup.kind().entity() + " e where e.code = :key";
		return new Finder() {

			@Override
			public List<Object> all(Object key) {
				if (key == null) {
					return List.of();
				}
				if (lookup.way().isValue()) {
					String value = (lookup.way() == Way.SUMS) ? "sum(e.amount)" : "count(*)";
					Object found = entityManager.createQuery("select " + value + from, Object.class)
						.setParameter("key", key)
						.getSingleResult();
					return (found == null || found.equals(0L) && lookup.way() == Way.COUNTS) ? List.of()
							: List.of(found);
				}
				return lookup.repository() ? List.copyOf(repository.findByCode((String) key))
						: entityManager.createQuery("select e" + from, Object.class)
							.setParameter("key", key)
							.getResultList();
			}

			@Override
			public boolean exists(Object key) {
				if (key != null && lookup.repository()) {
					return repository.existsByCode((String) key);
				}
				return key != null && entityManager.createQuery("select count(e)" + from, Long.class)
					.setParameter("key", key)
					.getSingleResult() > 0;
			}

			@Override
			public Object getOrCreate(Object key, Supplier<Object> factory) {
				return find(key).orElseGet(factory);
			}

		};
	}

	/**
	 * Answers as the lookup does.
	 * @param key the key of a code
	 */
	static Finder looking(MemoizedLookup<Object, Object> lookup, boolean many, UnaryOperator<Object> key) {
		return new Finder() {

			@Override
			public List<Object> all(Object code) {
				return lookup.all(key.apply(code));
			}

			@Override
			public Optional<Object> find(Object code) {
				return many ? Finder.super.find(code) : lookup.find(key.apply(code));
			}

			@Override
			public boolean exists(Object code) {
				return lookup.exists(key.apply(code));
			}

			@Override
			public Object getOrCreate(Object code, Supplier<Object> factory) {
				return lookup.getOrCreate(key.apply(code), factory);
			}

		};
	}

	/** The lookup itself, with keys that are records. */
	@SuppressWarnings("unchecked")
	static MemoizedLookup<Object, Object> byRecord(Lookup lookup) {
		Class<Object> type = (Class<Object>) (Class<?>) lookup.kind().type();
		Class<Object> keyType = (Class<Object>) WareKind.record(lookup.kind().codes().get(0)).getClass();
		return (lookup.way() == Way.MANY) ? MemoizedLookup.many(type, "code=code", keyType)
				: MemoizedLookup.one(type, "code=code", keyType);
	}

	/** The lookup itself. */
	@SuppressWarnings("unchecked")
	static MemoizedLookup<Object, Object> lookup(Lookup lookup, EntityManager entityManager) {
		Class<Object> type = (Class<Object>) (Class<?>) lookup.kind().type();
		Class<Object> codeType = (Class<Object>) lookup.kind().codeType();
		String entity = lookup.kind().entity();
		TextWares repository = new JpaRepositoryFactory(entityManager).getRepository(TextWares.class);
		return switch (lookup.way()) {
			case ONE, EXISTS, CREATE -> MemoizedLookup.one(type, "code", codeType);
			case MANY -> MemoizedLookup.many(type, "code", codeType);
			case LOADER_ONE, LOADER_CREATE ->
				MemoizedLookup.one((List<Object> keys) -> load(lookup, repository, entityManager, keys), Finder::code);
			case LOADER_MANY ->
				MemoizedLookup.many((List<Object> keys) -> load(lookup, repository, entityManager, keys), Finder::code);
			case SUMS -> values(entityManager, "sum(e.amount) from " + entity);
			case COUNTS -> values(entityManager, "count(*) from " + entity);
		};
	}

	private static MemoizedLookup<Object, Object> values(EntityManager entityManager, String what) {
		return MemoizedLookup.values((List<Object> keys) -> entityManager
			.createQuery("select e.code, " + what + " e where e.code in :keys group by e.code", Object[].class)
			.setParameter("keys", keys)
			.getResultList(), (row) -> row[0], (row) -> row[1]);
	}

	@SuppressWarnings("unchecked")
	private static List<Object> load(Lookup lookup, TextWares repository, EntityManager entityManager,
			List<Object> keys) {
		if (lookup.repository()) {
			return List.copyOf(repository.findByCodeIn((List<String>) (List<?>) keys));
		}
		return entityManager
			.createQuery("select e from " + lookup.kind().entity() + " e where e.code in :keys", Object.class)
			.setParameter("keys", keys)
			.getResultList();
	}

	private static Object code(Object ware) {
		return ((Ware<?>) ware).code();
	}

}
