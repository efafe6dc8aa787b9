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

import java.util.ArrayList;
import java.util.List;

import io.github.memoizedprefetch.model.animals.Animal;
import io.github.memoizedprefetch.model.animals.Cat;
import io.github.memoizedprefetch.model.animals.Dog;
import io.github.memoizedprefetch.model.animals.Person;
import io.github.memoizedprefetch.model.animals.Vet;
import io.github.memoizedprefetch.model.animals.Visit;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import org.hibernate.Hibernate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Targets and items of hierarchies: Animal in a single table, Person in joined ones.
 */
class InheritanceTests {

	@AutoClose
	private static final Database database = Database.open(Visit.class, Animal.class, Dog.class, Cat.class,
			Person.class, Vet.class);

	private final Chunks<Visit> visits = new Chunks<>(database, Visit.class, 4, InheritanceTests::describe);

	private final Chunks<Animal> animals = new Chunks<>(database, Animal.class, 4, InheritanceTests::describe);

	@BeforeAll
	static void populate() {
		database.inTransaction((entityManager) -> {
			List<Person> persons = new ArrayList<>();
			for (int id = 0; id < 6; id++) {
				persons
					.add((id % 2 == 0) ? new Vet(id, "Vet " + id, "Practice " + id) : new Person(id, "Person " + id));
			}
			persons.forEach(entityManager::persist);
			List<Animal> animals = new ArrayList<>();
			for (int id = 0; id < 8; id++) {
				Person owner = (id == 7) ? null : persons.get((id + 1) % 6);
				animals.add((id % 3 == 0) ? new Dog(id, "Dog " + id, owner) : new Cat(id, "Cat " + id, owner));
			}
			animals.forEach((animal) -> animal.getNicknames().add(animal.getName() + "ie"));
			animals.forEach(entityManager::persist);
			for (int id = 0; id < 6; id++) {
				persons.get(id).setFavourite(animals.get(id));
				if (persons.get(id) instanceof Vet vet) {
					vet.getPatients().addAll(List.of(animals.get(id), animals.get(id + 1)));
				}
			}
			for (int id = 0; id < 10; id++) {
				entityManager.persist(
						new Visit(id, animals.get(3 * id % 8), persons.get(5 * id % 6), (Vet) persons.get(id * 2 % 6)));
			}
		});
	}

	private static MemoizedPrefetch prefetch(Class<?> itemType, String... paths) {
		return MemoizedPrefetch.builder(database.entityManagerFactory()).itemType(itemType).paths(paths).build();
	}

	private static String describe(Visit visit) {
		return describe(visit.getAnimal()) + " with " + describe(visit.getAttendant()) + " at "
				+ visit.getVet().getPractice()
				+ visit.getVet().getPatients().stream().map(Animal::getName).sorted().toList();
	}

	private static String describe(Person person) {
		return person.getName() + ((Hibernate.unproxy(person) instanceof Vet vet) ? vet.getPractice() : "") + " likes "
				+ person.getFavourite().say();
	}

	private static String describe(Animal reference) {
		Person owner = owner(reference);
		return reference.getName() + " says " + reference.say() + " to " + ((owner != null) ? owner.getName() : "none");
	}

	private static <T> void assertServed(Chunks<T> chunks, MemoizedPrefetch prefetch) {
		for (int run = 0; run < 2; run++) {
			for (Chunks.Result result : List.of(chunks.managed(prefetch::processChunk),
					chunks.detached(prefetch::processChunk))) {
				assertThat(result.lines()).isNotEmpty().isEqualTo(chunks.plain());
				assertThat(result.lazy()).isEmpty();
			}
		}
	}

	@Test
	void should_serve_references_to_base_classes_and_to_subclasses() {
		assertServed(this.visits, prefetch(Visit.class, "animal.owner", "attendant.favourite", "vet.patients"));
	}

	/** An instance can be told by its class, a proxy of the base class cannot. */
	@Test
	void should_have_instances_in_a_collection_although_its_elements_lead_back_to_them() {
		Chunks<Visit> chunks = new Chunks<>(database, Visit.class, 1,
				(visit) -> visit.getVet()
					.getPatients()
					.stream()
					.map((animal) -> animal.getClass().getSimpleName() + " " + describe(animal) + ", who likes "
							+ owner(animal).getFavourite().getName())
					.sorted()
					.toList()
					.toString());
		assertThat(chunks.plain().get(0)).contains("Cat Cat 1 says");
		MemoizedPrefetch prefetch = prefetch(Visit.class, "vet.patients.owner.favourite");
		for (int run = 0; run < 2; run++) {
			Chunks.Result result = chunks.managed(prefetch::processChunk);
			assertThat(result.lines()).isEqualTo(chunks.plain());
			assertThat(result.lazy()).isEmpty();
		}
	}

	private static Person owner(Animal reference) {
		Animal animal = (Animal) Hibernate.unproxy(reference);
		return (animal instanceof Dog dog) ? dog.getOwner() : ((Cat) animal).getOwner();
	}

	@Test
	void should_load_a_hierarchy_with_one_statement() {
		MemoizedPrefetch prefetch = prefetch(Visit.class, "animal", "attendant", "vet");
		List<Visit> visits = database
			.read((entityManager) -> entityManager.createQuery("from Visit", Visit.class).getResultList());
		assertThat(database.statements().during(() -> prefetch.processChunk(visits))).hasSize(2);
		assertThat(prefetch.statistics().targets()).containsOnlyKeys(Animal.class.getName(), Person.class.getName());
	}

	@Test
	void should_serve_items_of_several_subclasses() {
		assertServed(this.animals, prefetch(Animal.class, "owner"));
		assertServed(this.animals, MemoizedPrefetch.builder(database.entityManagerFactory()).paths("owner").build());
	}

	@Test
	void should_serve_collections_that_several_subclasses_declare() {
		assertServed(new Chunks<>(database, Animal.class, 4, (animal) -> animal.getNicknames().toString()),
				prefetch(Animal.class, "nicknames"));
	}

	@Test
	void should_make_instances_of_the_concrete_class() {
		database.inTransaction((entityManager) -> {
			Visit visit = entityManager.find(Visit.class, 0);
			prefetch(Visit.class, "animal", "attendant").processChunk(List.of(visit));
			assertThat(Hibernate.unproxy(visit.getAnimal())).isInstanceOf(Dog.class);
			assertThat(Hibernate.unproxy(visit.getAttendant())).isInstanceOf(Vet.class);
			visit.getAnimal().setName("Renamed");
			assertThat(database.statements().during(entityManager::flush)).hasSize(1);
			entityManager.getTransaction().setRollbackOnly();
			entityManager.clear();
			visit.getAnimal().setName("Dog 0");
		});
	}

	@Test
	void should_prefetch_the_whole_hierarchy() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
			.config(MemoizedPrefetchConfig.of(Animal.class, "animal").prefetchAll(true))
			.build();
		Chunks<Visit> chunks = new Chunks<>(database, Visit.class, 4, (visit) -> visit.getAnimal().say());
		Chunks.Result result = chunks.managed(prefetch::processChunk);
		assertThat(result.prefetched()).containsExactly(1, 0, 0);
		assertThat(result.lines()).isEqualTo(chunks.plain());
	}

	@Test
	void should_refuse_two_configs_of_one_hierarchy() {
		MemoizedPrefetch.Builder builder = MemoizedPrefetch.builder(database.entityManagerFactory())
			.config(MemoizedPrefetchConfig.of(Vet.class, "vet"), MemoizedPrefetchConfig.of(Person.class, "attendant"));
		assertThatIllegalArgumentException().isThrownBy(builder::build)
			.withMessage("Person is configured twice (entities of one hierarchy share one config);"
					+ " put all its paths into one: MemoizedPrefetchConfig.of(Person.class, path, anotherPath)");
	}

	@Test
	void should_refuse_a_path_to_another_class_than_a_custom_fetch_plan_is_for() {
		MemoizedPrefetch.Builder builder = MemoizedPrefetch.builder(database.entityManagerFactory())
			.itemType(Visit.class)
			.paths("attendant")
			.config(MemoizedPrefetchConfig.of(Vet.class, "vet").fetch("patients"));
		assertThatIllegalArgumentException().isThrownBy(builder::build)
			.withMessage("Path 'attendant' leads to Person, but its hierarchy is configured for Vet only;"
					+ " make that a config of Person");
	}

	@Test
	void should_serve_a_custom_fetch_plan_of_a_subclass() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
			.itemType(Visit.class)
			.config(MemoizedPrefetchConfig.of(Vet.class, "vet").fetch("patients"))
			.build();
		Chunks<Visit> chunks = new Chunks<>(database, Visit.class, 10,
				(visit) -> visit.getVet().getPatients().stream().map(Animal::getName).sorted().toList().toString());
		Chunks.Result result = chunks.managed(prefetch::processChunk);
		assertThat(result.prefetched()).containsExactly(1, 0);
		assertThat(result.lines()).isEqualTo(chunks.plain());
		assertThat(result.lazy()).isEmpty();
	}

}
