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
package io.github.memoizedprefetch;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.memoizedprefetch.model.drawings.Circle;
import io.github.memoizedprefetch.model.drawings.Figure;
import io.github.memoizedprefetch.model.drawings.Square;
import io.github.memoizedprefetch.model.parcels.Box;
import io.github.memoizedprefetch.model.parcels.Contents;
import io.github.memoizedprefetch.model.parcels.Jar;
import io.github.memoizedprefetch.model.parcels.Parcel;
import io.github.memoizedprefetch.model.parcels.Slip;
import io.github.memoizedprefetch.model.parcels.Stamp;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManager;
import org.hibernate.Hibernate;
import org.hibernate.Version;
import org.hibernate.proxy.HibernateProxy;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What {@code @Any} and embeddables refer to: the instance or the proxy that Hibernate
 * takes when it reads the row.
 */
class AnyReferenceTests {

	@AutoClose
	private static final Database database = Database.open(Parcel.class, Slip.class, Box.class, Jar.class, Figure.class,
			Circle.class, Square.class);

	/** What the session knows of what is referred to. */
	enum Known {

		NOTHING((entityManager, id) -> {
		}),

		PROXIES((entityManager, id) -> references(entityManager, id)),

		INITIALISED_PROXIES((entityManager, id) -> references(entityManager, id).forEach(Hibernate::initialize)),

		INSTANCES((entityManager, id) -> {
			entityManager.find(Box.class, id);
			entityManager.find(Jar.class, id);
			entityManager.find(Figure.class, id.intValue());
		});

		private final BiConsumer<EntityManager, Long> action;

		Known(BiConsumer<EntityManager, Long> action) {
			this.action = action;
		}

		private static List<Object> references(EntityManager entityManager, Long id) {
			return List.of(entityManager.getReference(Box.class, id), entityManager.getReference(Jar.class, id),
					entityManager.getReference(Figure.class, id.intValue()));
		}

	}

	@BeforeAll
	static void populate() {
		database.inTransaction((entityManager) -> {
			for (long id = 1; id <= 4; id++) {
				Box box = new Box(id);
				Jar jar = new Jar(id);
				Figure figure = (id % 2 == 0) ? new Circle((int) id, null) : new Square((int) id, null);
				Box chosen = (id == 2) ? box : new Box(10 + id);
				Slip slip = new Slip(id, box, jar, new Contents("label" + id, (id == 3) ? null : jar, figure), chosen);
				slip.getElements().addAll(List.of(box, jar));
				slip.getOthers().add((id == 2) ? chosen : box);
				Box stamped = new Box(20 + id);
				slip.getStamps().addAll(List.of(new Stamp(1, stamped), new Stamp(2, stamped)));
				Box apart = new Box(30 + id);
				slip.getElements().add(apart);
				Box lone = new Box(40 + id);
				Jar held = new Jar(40 + id);
				lone.hold(held);
				slip.setLone(lone);
				Stream.of(stamped, apart, lone, held).forEach(entityManager::persist);
				Stream.of(box, chosen, jar, figure, slip, new Parcel(id, slip)).forEach(entityManager::persist);
			}
		});
	}

	@ParameterizedTest
	@EnumSource
	void should_refer_to_what_hibernate_takes_when_it_reads_the_row(Known known) {
		shouldReferAsHibernate(known, "slip");
	}

	@ParameterizedTest
	@EnumSource
	void should_refer_to_what_hibernate_takes_when_it_reads_elements(Known known) {
		shouldReferAsHibernate(known, "slip.elements");
	}

	private static void shouldReferAsHibernate(Known known, String path) {
		Consumer<List<Parcel>> nothing = (parcels) -> {
		};
		List<String> plain = run(known, nothing);
		assertThat(plain).hasSize(4).doesNotHaveDuplicates();
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory()).paths(path).build();
		for (int run = 0; run < 2; run++) {
			assertThat(run(known, prefetch::processChunk)).isEqualTo(plain);
		}
	}

	private static List<String> run(Known known, Consumer<List<Parcel>> prefetch) {
		return database.read((entityManager) -> {
			for (long id = 1; id <= 4; id++) {
				known.action.accept(entityManager, id);
			}
			List<Parcel> parcels = entityManager.createQuery("from Parcel order by id", Parcel.class).getResultList();
			prefetch.accept(parcels);
			return parcels.stream().map(AnyReferenceTests::describe).toList();
		});
	}

	/** Its row is read before what is behind it. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 4 })
	void should_refer_to_a_proxy_of_what_is_loaded_later(int chunkSize) {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
			.paths("slip.lone.jar")
			.build();
		List<String> plain = lone(chunkSize, (parcels) -> {
		});
		assertThat(plain).first().isEqualTo("initialised Jar 41, initialised Jar 41");
		for (int run = 0; run < 2; run++) {
			assertThat(lone(chunkSize, prefetch::processChunk)).isEqualTo(plain);
		}
	}

	private static List<String> lone(int chunkSize, Consumer<List<Parcel>> prefetch) {
		return database.read((entityManager) -> {
			List<Parcel> parcels = entityManager.createQuery("from Parcel order by id", Parcel.class)
				.setMaxResults(chunkSize)
				.getResultList();
			prefetch.accept(parcels);
			return parcels.stream().map((parcel) -> {
				Hibernate.initialize(parcel.getSlip().getLone().getJar());
				Box lone = (Box) Hibernate.unproxy(parcel.getSlip().getLone());
				return kind(lone.getHeld()) + ", " + kind(lone.getJar());
			}).toList();
		});
	}

	private static String describe(Parcel parcel) {
		Hibernate.initialize(parcel.getSlip());
		Slip slip = (Slip) Hibernate.unproxy(parcel.getSlip());
		List<String> others = slip.getOthers().stream().map(AnyReferenceTests::kind).toList();
		List<String> elements = slip.getElements().stream().map(AnyReferenceTests::kind).sorted().toList();
		Contents contents = slip.getContents();
		return "lazy " + kind(slip.getLazy()) + ", eager " + kind(slip.getEager()) + ", " + contents.getLabel() + " "
				+ kind(contents.getInner()) + ", figure " + kind(contents.getFigure()) + ", " + elements + ", " + others
				+ ", chosen " + kind(slip.getChosen()) + ", same " + kind(slip.getSame()) + ", before "
				+ kind(slip.getBefore()) + ", beside " + kind(slip.getBeside());
	}

	private static String kind(Object value) {
		if (value == null) {
			return "none";
		}
		String state = (value instanceof HibernateProxy) ? Hibernate.isInitialized(value) ? "initialised " : "lazy "
				: "";
		Class<?> type = (value instanceof HibernateProxy) ? value.getClass().getSuperclass() : value.getClass();
		Object target = Hibernate.unproxy(value);
		return state + type.getSimpleName() + " "
				+ database.entityManagerFactory().getPersistenceUnitUtil().getIdentifier(target);
	}

	/** What Hibernate joins comes along, and is not asked for one by one. */
	@ParameterizedTest
	@ValueSource(strings = { "slip", "slip.elements", "slip.stamps" })
	void should_load_what_comes_along_with_its_owner(String path) {
		assumeThat(Version.getVersionString()).as("7.2 joins nothing").doesNotStartWith("7.2");
		Chunks<Parcel> chunks = new Chunks<>(database, Parcel.class, 2, (parcel) -> texts(parcel, path));
		List<String> plain = chunks.plain();
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory()).paths(path).build();
		int targets = path.equals("slip") ? 1 : 2;
		for (int run = 0; run < 2; run++) {
			int statements = (run == 0) ? targets : 0;
			for (Chunks.Result result : List.of(chunks.managed(prefetch::processChunk),
					chunks.detached(prefetch::processChunk))) {
				assertThat(result.lines()).isEqualTo(plain);
				// and what Hibernate selects for each of three slips
				int selects = (statements > 0) ? 1 : 0;
				assertThat(result.prefetched()).containsExactly(statements + selects, statements + 2 * selects, 0);
				assertThat(result.lazy()).isEmpty();
				statements = 0;
			}
		}
		database.inTransaction((entityManager) -> {
			entityManager.createQuery("update Box set text = text || '!'").executeUpdate();
			entityManager.createQuery("update Jar set text = text || '!'").executeUpdate();
		});
		assertThat(chunks.managed(prefetch::processChunk).lines()).isEqualTo(chunks.plain()).isNotEqualTo(plain);
	}

	private static String texts(Parcel parcel, String path) {
		Slip slip = parcel.getSlip();
		Object eager = slip.getEager();
		return ((Jar) eager).getText() + switch (path) {
			case "slip.elements" -> slip.getElements().stream().map(AnyReferenceTests::text).sorted().toList();
			case "slip.stamps" -> slip.getStamps().stream().map((stamp) -> stamp.getBox().getText()).toList();
			default -> slip.getOthers().stream().map(AnyReferenceTests::text).toList();
		};
	}

	private static String text(Object value) {
		return (Hibernate.unproxy(value) instanceof Box box) ? box.getText()
				: ((Jar) Hibernate.unproxy(value)).getText();
	}

}
