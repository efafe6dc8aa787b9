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
package io.github.memoizedprefetch.model.orders;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.persistence.CascadeType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKey;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Version;

/**
 * Something to be merged, with associations of many kinds.
 */
@Entity
public class Purchase {

	@Id
	@GeneratedValue
	public Long id;

	@Version
	public int version;

	public String text;

	@OneToMany(mappedBy = "purchase", cascade = CascadeType.ALL, orphanRemoval = true)
	public Set<Line> lines = new HashSet<>();

	@OneToMany(cascade = CascadeType.ALL)
	@JoinColumn(name = "purchase_id")
	public List<Note> notes = new ArrayList<>();

	@OneToMany(mappedBy = "purchase")
	public List<Visit> visits = new ArrayList<>();

	@OneToMany(mappedBy = "purchase")
	@MapKey(name = "code")
	public Map<String, Visit> visitsByCode = new HashMap<>();

	@ElementCollection
	public Set<String> labels = new HashSet<>();

	@ManyToMany
	public Set<Shop> shops = new HashSet<>();

	@ManyToOne
	public Shop shop;

	@ManyToOne(fetch = FetchType.LAZY)
	public Shop lazyShop;

	@ManyToOne(fetch = FetchType.LAZY, cascade = CascadeType.MERGE)
	public Buyer buyer;

	@OneToOne(fetch = FetchType.LAZY, cascade = CascadeType.ALL, orphanRemoval = true)
	public Receipt receipt;

	@Embedded
	public Delivery delivery;

}
