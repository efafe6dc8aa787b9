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
import java.util.Map;

import io.github.memoizedprefetch.model.tenants.Client;
import io.github.memoizedprefetch.model.tenants.Deal;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.EntityManager;
import org.hibernate.Hibernate;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tenants that share tables and are told apart by a column.
 */
class TenantIdTests {

	private static final String ROOT = "root";

	private String current = "a";

	@AutoClose
	private final Database database = Database
		.open(Map.of("hibernate.tenant_identifier_resolver", new CurrentTenantIdentifierResolver<String>() {

			@Override
			public String resolveCurrentTenantIdentifier() {
				return TenantIdTests.this.current;
			}

			@Override
			public boolean validateExistingCurrentSessions() {
				return false;
			}

			@Override
			public boolean isRoot(String tenant) {
				return ROOT.equals(tenant);
			}

		}), Deal.class, Client.class);

	@AutoClose
	private final LogCapture log = new LogCapture();

	private MemoizedPrefetch prefetch;

	@BeforeEach
	void fill() {
		for (String tenant : List.of("a", "b")) {
			this.current = tenant;
			long first = tenant.equals("a") ? 0 : 100;
			this.database.inTransaction((entityManager) -> {
				for (long id = first; id < first + 10; id++) {
					Client client = new Client(id, tenant + " " + id);
					entityManager.persist(client);
					entityManager.persist(new Deal(id, client, List.of(client)));
				}
			});
		}
		this.prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Deal.class)
			.paths("client", "guests")
			.build();
		this.database.statements().reset();
	}

	private static List<Deal> deals(EntityManager entityManager) {
		return entityManager.createQuery("from Deal order by id", Deal.class).getResultList();
	}

	private static List<String> lines(List<Deal> deals) {
		return deals.stream()
			.map((deal) -> deal.getClient().getName() + deal.getGuests().stream().map(Client::getName).toList())
			.toList();
	}

	@Test
	void should_serve_each_tenant() {
		for (String tenant : List.of("a", "b", "a", ROOT)) {
			this.current = tenant;
			List<String> truth = this.database.read((entityManager) -> lines(deals(entityManager)));
			assertThat(truth).hasSize(tenant.equals(ROOT) ? 20 : 10);
			this.database.inTransaction((entityManager) -> {
				List<Deal> managed = deals(entityManager);
				this.prefetch.processChunk(managed);
				assertThat(this.database.statements().during(() -> assertThat(lines(managed)).isEqualTo(truth)))
					.isEmpty();
			});
			List<Deal> detached = this.database.read(TenantIdTests::deals);
			this.prefetch.processChunk(detached);
			assertThat(lines(detached)).isEqualTo(truth);
		}
		assertThat(this.prefetch.statistics().target(Client.class).loads()).isEqualTo(10 + 10 + 20);
		assertThat(this.prefetch.statistics().total().statements()).isEqualTo(3 * 2);
		assertThat(this.log.warnings()).isEmpty();
	}

	@Test
	void should_leave_a_reference_to_another_tenant_s_row() {
		this.database.execute("update Deal set client_id = 100 where id = 0");
		this.database.execute("update Deal_Client set guests_id = 100 where Deal_id = 0");
		this.current = ROOT;
		this.prefetch.processChunk(this.database.read(TenantIdTests::deals));
		this.current = "a";
		List<Deal> deals = this.database.read(TenantIdTests::deals);
		this.prefetch.processChunk(deals);
		assertThat(Hibernate.isInitialized(deals.get(0).getClient())).isFalse();
		assertThat(Hibernate.isInitialized(deals.get(0).getGuests())).isFalse();
		assertThat(deals.get(1).getClient().getName()).isEqualTo("a 1");
	}

}
