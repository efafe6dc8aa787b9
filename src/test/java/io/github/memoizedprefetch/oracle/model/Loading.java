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

import java.util.HashSet;
import java.util.Set;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import org.hibernate.annotations.HQLSelect;
import org.hibernate.annotations.SQLSelect;

/**
 * Loading by statements of the mapping's own.
 */
public final class Loading {

	private Loading() {
	}

	/** By SQL, which hides some and changes others. */
	@Entity(name = "Secret")
	@SQLSelect(sql = "select id, serial, concat('secret ', text) as text, author_id from Secret"
			+ " where id = ? and serial < 4")
	public static class Secret extends Numbered {

		String text;

		@ManyToOne(fetch = FetchType.LAZY)
		Author author;

	}

	/** By HQL. */
	@Entity(name = "Rumour")
	@HQLSelect(query = "from Rumour where id = ?1 and serial < 4")
	public static class Rumour extends Numbered {

		String text;

	}

	/** Refers to both, and to some of them by SQL. */
	@Entity(name = "Diary")
	public static class Diary extends Numbered {

		@ManyToOne(fetch = FetchType.LAZY)
		Secret secret;

		@ManyToOne(fetch = FetchType.LAZY)
		Rumour rumour;

		@ManyToOne(fetch = FetchType.LAZY)
		Diary previous;

		@ElementCollection
		@SQLSelect(sql = "select concat('word ', words) as words from Diary_words where Diary_id = ?")
		Set<String> words = new HashSet<>();

		@ManyToMany
		Set<Rumour> rumours = new HashSet<>();

	}

}
