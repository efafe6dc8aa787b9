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
package io.github.memoizedprefetch.lookups;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.model.store.Guarded;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where more than the attribute decides, or a flush changes it: the answers are those of
 * the query for each key, of random chunks.
 */
class GuardedLookupTests {

	private static final Class<?>[] ENTITIES = { Guarded.Hidden.class, Guarded.Soft.class, Guarded.Converted.class,
			Guarded.Corrected.class, Guarded.Dynamic.class, Guarded.Part.class, Guarded.Machine.class,
			Guarded.Labelled.class, Guarded.Counted.class };

	private static final String[] KEYS = { "a", "A", "b", "c", "d" };

	private static Database database;

	@BeforeAll
	static void open() {
		database = Database.open(ENTITIES);
	}

	@AfterAll
	static void close() {
		database.close();
	}

	@ParameterizedTest
	@ValueSource(classes = { Guarded.Hidden.class, Guarded.Soft.class, Guarded.Converted.class, Guarded.Corrected.class,
			Guarded.Dynamic.class, Guarded.Part.class })
	void should_answer_as_the_query_would(Class<? extends Guarded.Coded> type) {
		assertSame(type, false);
	}

	@ParameterizedTest
	@ValueSource(classes = { Guarded.Hidden.class, Guarded.Soft.class, Guarded.Converted.class, Guarded.Corrected.class,
			Guarded.Dynamic.class, Guarded.Part.class, Guarded.Labelled.class, Guarded.Counted.class })
	void should_answer_by_a_query_of_several_keys_as_that_for_one(Class<? extends Guarded.Coded> type) {
		assertSame(type, true);
	}

	private static <P extends Guarded.Coded> MemoizedLookup<String, P> byQuery(Class<P> type, EntityManager em) {
		return MemoizedLookup.many((List<String> keys) -> em
			.createQuery("from " + type.getSimpleName() + " where " + attribute(type) + " in :codes", type)
			.setParameter("codes", keys)
			.getResultList(), Guarded.Coded::getCode);
	}

	private static String attribute(Class<?> type) {
		return (type == Guarded.Labelled.class) ? "label.code" : "code";
	}

	private <P extends Guarded.Coded> void assertSame(Class<P> type, boolean byQuery) {
		EntityManager em = SharedEntityManagerCreator.createSharedEntityManager(database.entityManagerFactory());
		for (int seed = 1; seed <= Integer.getInteger("lookup.seeds", 40); seed++) {
			List<String> plain = run(seed, type, em,
					(key) -> em
						.createQuery("from " + type.getSimpleName() + " where " + attribute(type) + " = :code", type)
						.setParameter("code", key)
						.getResultList(),
					(keys) -> {
					});
			MemoizedLookup<String, P> lookup = byQuery ? byQuery(type, em)
					: MemoizedLookup.many(type, "code", String.class);
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
				.lookup(lookup)
				.build();
			assertThat(run(seed, type, em, lookup::all, lookup::prefetch)).as("seed %d", seed).isEqualTo(plain);
			prefetch.close();
		}
	}

	private <P extends Guarded.Coded> List<String> run(int seed, Class<P> type, EntityManager em,
			Function<String, List<P>> find, Consumer<List<String>> announce) {
		Random random = new Random(seed);
		List<String> lines = new ArrayList<>();
		database.inTransaction((other) -> {
			other.createQuery("from Machine", Guarded.Machine.class).getResultList().forEach(other::remove);
			other.flush();
			if (type == Guarded.Counted.class) {
				other.createNativeQuery("delete from Counted_former").executeUpdate();
			}
			other.createNativeQuery("delete from " + type.getSimpleName()).executeUpdate();
			Guarded.Machine machine = new Guarded.Machine();
			other.persist(machine);
			for (int i = random.nextInt(6); i > 0; i--) {
				other.persist(create(type, key(random)));
			}
		});
		for (int chunk = 0; chunk < 3; chunk++) {
			List<String> keys = new ArrayList<>();
			for (int i = random.nextInt(10); i > 0; i--) {
				keys.add(key(random));
			}
			announce.accept(keys);
			new TransactionTemplate(new JpaTransactionManager(database.entityManagerFactory()))
				.executeWithoutResult((status) -> keys.forEach((key) -> lines.add(step(random, key, type, em, find))));
		}
		return lines;
	}

	private static String key(Random random) {
		return KEYS[random.nextInt(KEYS.length)];
	}

	private static <P extends Guarded.Coded> P create(Class<P> type, String code) {
		try {
			P created = type.getConstructor().newInstance();
			created.setCode(code);
			return created;
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static <P extends Guarded.Coded> String step(Random random, String key, Class<P> type, EntityManager em,
			Function<String, List<P>> find) {
		int action = random.nextInt(14);
		switch (action) {
			case 0, 1 -> em.persist(create(type, key(random)));
			case 2, 3 -> find.apply(key(random)).forEach((one) -> one.setCode(key));
			case 4 -> {
				List<P> found = find.apply(key(random));
				if (type != Guarded.Part.class) { // of which a machine may have some
					found.forEach(em::remove);
				}
			}
			case 5 -> em.flush();
			case 6, 7 -> {
				List<Guarded.Part> parts = machine(em).getParts();
				if (type == Guarded.Part.class && parts.size() > 1) {
					parts.remove(0);
				}
				else if (type == Guarded.Part.class) {
					parts.add(create(Guarded.Part.class, key));
				}
			}
			default -> {
			}
		}
		return action + " " + key + ": " + find.apply(key).stream().map(Guarded.Coded::getCode).sorted().toList();
	}

	private static Guarded.Machine machine(EntityManager em) {
		return em.createQuery("from Machine", Guarded.Machine.class).getResultList().get(0);
	}

}
