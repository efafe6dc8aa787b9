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

import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.Set;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import org.hibernate.annotations.FetchProfile;
import org.hibernate.annotations.FetchProfileOverride;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.FilterDef;

/**
 * What the settings of a session change.
 */
public final class Visits {

	private Visits() {
	}

	/** Has times, which a session reads in its time zone. */
	@Entity(name = "Visitor")
	public static class Visitor extends Numbered {

		String name;

		Timestamp arrival;

		LocalDateTime departure;

		@ElementCollection
		Set<Timestamp> calls = new HashSet<>();

	}

	/** Leads to visitors, in a fetch profile along with it. */
	@Entity(name = "Visit")
	@FetchProfile(name = "deep")
	@FilterDef(name = "early", defaultCondition = "serial < 3")
	public static class Visit extends Numbered {

		Timestamp time;

		@ManyToOne(fetch = FetchType.LAZY)
		@FetchProfileOverride(profile = "deep")
		Visitor visitor;

		@ManyToOne(fetch = FetchType.LAZY)
		Visit previous;

		@ManyToMany
		@Filter(name = "early")
		Set<Visitor> companions = new HashSet<>();

	}

}
