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
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.Subselect;

/**
 * Values and rows that depend on other tables.
 */
public final class Dependent {

	private Dependent() {
	}

	/** A formula over another table. */
	@Entity(name = "Ledger")
	public static class Ledger extends Numbered {

		String name;

		@Formula("(select count(*) from Posting p where p.ledger_id = id)")
		Integer postings;

		@OneToMany(mappedBy = "ledger")
		@SQLRestriction("exists (select 1 from Clerk c where c.id = clerk_id and c.active = true)")
		Set<Posting> valid = new HashSet<>();

	}

	/** Somebody others depend on. */
	@Entity(name = "Clerk")
	public static class Clerk extends Numbered {

		String name;

		boolean active;

	}

	/** Only those of active clerks. */
	@Entity(name = "Posting")
	public static class Posting extends Numbered {

		String text;

		@ManyToOne(fetch = FetchType.LAZY)
		Ledger ledger;

		@ManyToOne(fetch = FetchType.LAZY)
		Clerk clerk;

		@ManyToOne(fetch = FetchType.LAZY)
		Office office;

		@Formula("(select c.name from Clerk c where c.id = clerk_id)")
		String clerkName;

	}

	/** Hidden by another table. */
	@Entity(name = "Office")
	@SQLRestriction("id in (select c.id from Clerk c where c.active = true)")
	public static class Office extends Numbered {

		String name;

	}

	/** Refers to them. */
	@Entity(name = "Desk")
	public static class Desk extends Numbered {

		@ManyToOne(fetch = FetchType.LAZY)
		Ledger ledger;

		@ManyToOne(fetch = FetchType.LAZY)
		Posting posting;

		@ManyToMany
		Set<Office> offices = new HashSet<>();

		@ManyToMany
		List<Ledger> ledgers = new ArrayList<>();

		@ManyToOne(fetch = FetchType.LAZY)
		Total total;

	}

	/** A view of other tables, without saying of which. */
	@Entity(name = "Total")
	@Immutable
	@Subselect("select c.id as id, c.serial as serial, c.name as name, (select count(*) from Posting p"
			+ " where p.clerk_id = c.id) as postings from Clerk c")
	public static class Total extends Numbered {

		String name;

		Integer postings;

	}

}
