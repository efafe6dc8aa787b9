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
package io.github.memoizedprefetch.model.tenants;

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import org.hibernate.annotations.TenantId;

@Entity
public class Deal {

	@Id
	private Long id;

	@TenantId
	private String tenant;

	@ManyToOne(fetch = FetchType.LAZY)
	private Client client;

	@ManyToMany
	private List<Client> guests = new ArrayList<>();

	protected Deal() {
	}

	public Deal(long id, Client client, List<Client> guests) {
		this.id = id;
		this.client = client;
		this.guests = guests;
	}

	public Long getId() {
		return this.id;
	}

	public Client getClient() {
		return this.client;
	}

	public List<Client> getGuests() {
		return this.guests;
	}

}
