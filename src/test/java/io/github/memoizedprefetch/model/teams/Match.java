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
package io.github.memoizedprefetch.model.teams;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

/**
 * An item that leads to teams.
 */
@Entity
public class Match {

	@Id
	private int id;

	@ManyToOne(fetch = FetchType.LAZY)
	private Team home;

	@ManyToOne(fetch = FetchType.LAZY)
	private Team guest;

	protected Match() {
	}

	public Match(int id, Team home, Team guest) {
		this.id = id;
		this.home = home;
		this.guest = guest;
	}

	public int getId() {
		return this.id;
	}

	public Team getHome() {
		return this.home;
	}

	public Team getGuest() {
		return this.guest;
	}

}
