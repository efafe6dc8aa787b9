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

import io.github.memoizedprefetch.model.eager.Card;
import io.github.memoizedprefetch.model.eager.Customer;
import io.github.memoizedprefetch.model.eager.Invoice;
import io.github.memoizedprefetch.model.eager.Region;
import io.github.memoizedprefetch.model.towns.Branch;
import io.github.memoizedprefetch.model.towns.Clerk;
import io.github.memoizedprefetch.model.towns.County;
import io.github.memoizedprefetch.model.towns.CountyBranch;
import io.github.memoizedprefetch.model.towns.Mayor;
import io.github.memoizedprefetch.model.towns.Person;
import io.github.memoizedprefetch.model.towns.State;
import io.github.memoizedprefetch.model.towns.Town;
import io.github.memoizedprefetch.model.towns.Ward;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The whole table of a target that Hibernate loads more with.
 */
class EagerWholeTableTests {

	private static final int TOWNS = 60;

	@AutoClose
	private final Database database = Database.open(State.class, County.class, Town.class, Mayor.class, Branch.class,
			CountyBranch.class, Person.class, Ward.class, Clerk.class);

	private final Chunks<Person> towns = new Chunks<>(this.database, Person.class, 5,
			(person) -> person.getTown().getName());

	private final Chunks<Person> branches = new Chunks<>(this.database, Person.class, 5,
			(person) -> person.getBranch().getName());

	@BeforeEach
	void populate() {
		this.database.inTransaction((entityManager) -> {
			for (int id = 0; id < TOWNS; id++) {
				State state = new State(id, "State " + id);
				County county = new County(id, "County " + id, state);
				Town town = new Town(id, "Town " + id, county);
				town.getTags().addAll(List.of("tag " + id, "other"));
				Branch branch = (id % 2 == 0) ? new Branch(id, "Branch " + id)
						: new CountyBranch(id, "Branch " + id, county);
				List.of(state, county, town, branch).forEach(entityManager::persist);
				if (id % 3 == 0) {
					entityManager.persist(new Mayor(id, "Mayor " + id, town));
				}
				Ward ward = new Ward(id, "A", county);
				entityManager.persist(ward);
				entityManager.persist(new Clerk(id, ward));
				entityManager.persist(new Person(id, town, branch));
				entityManager.persist(new Person(1_000 + id, town, branch));
			}
		});
	}

	private static List<Integer> misses(int chunks, int table) {
		List<Integer> statements = new ArrayList<>();
		for (int chunk = 0; chunk < chunks; chunk++) {
			statements.add((chunk < 5) ? 1 : (chunk == 5) ? table : 0);
		}
		return statements;
	}

	private MemoizedPrefetch prefetch(MemoizedPrefetchConfig<?>... configs) {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Person.class)
			.config(configs)
			.build();
	}

	@Test
	void should_load_a_table_with_all_that_is_eager_by_joins() {
		MemoizedPrefetch prefetch = prefetch(MemoizedPrefetchConfig.of(Town.class, "town"));
		Chunks.Result result = this.towns.managed(prefetch::processChunk);
		assertThat(result.lines()).isEqualTo(this.towns.plain());
		assertThat(result.lazy()).isEmpty();
		// the size, the ids, and the towns with their counties, states, tags and mayors
		assertThat(result.prefetched()).isEqualTo(misses(25, 3));
	}

	@Test
	void should_do_so_before_the_first_chunk_if_asked() {
		MemoizedPrefetch prefetch = prefetch(MemoizedPrefetchConfig.of(Town.class, "town").prefetchAll(true));
		Chunks.Result result = this.towns.detached(prefetch::processChunk);
		assertThat(result.lines()).isEqualTo(this.towns.plain());
		assertThat(result.prefetched()).startsWith(2, 0, 0).hasSize(25);
	}

	@Test
	void should_do_so_with_subclasses_that_have_something_eager() {
		MemoizedPrefetch prefetch = prefetch(MemoizedPrefetchConfig.of(Branch.class, "branch"));
		Chunks.Result result = this.branches.managed(prefetch::processChunk);
		assertThat(result.lines()).isEqualTo(this.branches.plain());
		assertThat(result.lazy()).isEmpty();
		assertThat(result.prefetched()).isEqualTo(misses(25, 3));
	}

	@Test
	void should_do_so_with_composite_ids() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.config(MemoizedPrefetchConfig.of(Ward.class, "ward").prefetchAll(true))
			.build();
		Chunks<Clerk> clerks = new Chunks<>(this.database, Clerk.class, 5, (clerk) -> clerk.getWard().getName());
		Chunks.Result result = clerks.managed(prefetch::processChunk);
		assertThat(result.lines()).isEqualTo(clerks.plain());
		assertThat(result.lazy()).isEmpty();
		assertThat(result.prefetched()).startsWith(2, 0).containsOnly(2, 0);
	}

	/** Hibernate asks for the inverse side of a lazy one-to-one for each owner. */
	@Test
	void should_not_load_the_table_if_each_row_takes_a_statement() {
		try (Database customers = Database.open(Invoice.class, Customer.class, Region.class, Card.class)) {
			customers.inTransaction((entityManager) -> {
				for (int id = 0; id < 40; id++) {
					Customer customer = new Customer(id, "Customer " + id, null);
					entityManager.persist(customer);
					entityManager.persist(new Card(id, "Card " + id, customer));
					entityManager.persist(new Invoice(id, customer));
				}
			});
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(customers.entityManagerFactory())
				.paths("customer")
				.build();
			Chunks<Invoice> chunks = new Chunks<>(customers, Invoice.class, 2,
					(invoice) -> invoice.getCustomer().getCard().getNumber());
			Chunks.Result result = chunks.managed(prefetch::processChunk);
			assertThat(result.lines()).isEqualTo(chunks.plain());
			assertThat(result.prefetched().stream().mapToInt(Integer::intValue).sum())
				.as("40 customers in 20 chunks, their cards, and the table's size twice")
				.isEqualTo(20 + 40 + 2);
		}
	}

	@Test
	void should_load_restricted_targets_with_what_is_eager_by_joins() {
		MemoizedPrefetchConfig<Town> config = MemoizedPrefetchConfig.of(Town.class, "town")
			.restriction((town, query, builder) -> builder.lessThan(town.get("id"), 30L));
		Chunks.Result result = this.towns.managed(prefetch(config)::processChunk);
		assertThat(result.lines()).isEqualTo(this.towns.plain());
		assertThat(result.prefetched()).as("ids and towns, or that there are none")
			.startsWith(2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 0);
		result = this.towns.managed(prefetch(config.prefetchAll(true))::processChunk);
		assertThat(result.lines()).isEqualTo(this.towns.plain());
		assertThat(result.prefetched()).startsWith(2, 0).containsOnly(2, 0);
	}

}
