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

package io.github.memoizedprefetch.oracle.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.MapKeyJoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderColumn;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.FilterDef;
import org.hibernate.annotations.SortNatural;

/**
 * Every kind of collection, a foreign key to a unique column, a filter.
 */
@Entity
@FilterDef(name = "paid", defaultCondition = "paid = true")
public class Shop extends Stored {

	@Id
	Integer id;

	String name;

	@ManyToOne(fetch = FetchType.LAZY)
	@JoinColumn(name = "country_code", referencedColumnName = "code")
	Country country;

	@Embedded
	Contact contact;

	@ManyToOne(fetch = FetchType.LAZY)
	Vehicle vehicle;

	@ManyToOne(fetch = FetchType.LAZY)
	Seal seal;

	@OneToMany(mappedBy = "shop")
	@Filter(name = "paid")
	List<Purchase> purchases = new ArrayList<>();

	@OneToMany
	@JoinColumn(name = "shop_id")
	Set<Coupon> coupons = new HashSet<>();

	@ManyToMany
	@SortNatural
	SortedSet<Tag> tags = new TreeSet<>();

	@ElementCollection
	Map<String, Integer> prices = new HashMap<>();

	@ManyToMany
	@MapKeyColumn(name = "job")
	Map<String, Author> staff = new HashMap<>();

	@ManyToMany
	@JoinTable(name = "shelf")
	@MapKeyJoinColumn(name = "category_id")
	Map<Category, Work> shelf = new HashMap<>();

	@ElementCollection
	@OrderColumn
	List<Opening> openings = new ArrayList<>();

	@Override
	public void number(int number) {
		super.number(number);
		this.id = number;
	}

}
