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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.MapKeyJoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderColumn;

/**
 * An owner of members, one of whom leads back to it.
 */
@Entity
public class Team {

	@Id
	private int id;

	@ManyToOne(fetch = FetchType.LAZY)
	private Member captain;

	@OneToMany(mappedBy = "team")
	private List<Member> members = new ArrayList<>();

	@ManyToMany
	@JoinTable(name = "team_guest")
	private Set<Member> guests = new LinkedHashSet<>();

	@ManyToMany
	@JoinTable(name = "team_rank")
	@OrderColumn
	private List<Member> ranking = new ArrayList<>();

	@ManyToMany
	@JoinTable(name = "team_role")
	@MapKeyColumn(name = "role_name")
	private Map<String, Member> roles = new LinkedHashMap<>();

	@ManyToMany
	@JoinTable(name = "team_deputy")
	@MapKeyJoinColumn(name = "regular_id")
	private Map<Member, Member> deputies = new LinkedHashMap<>();

	protected Team() {
	}

	public Team(int id) {
		this.id = id;
	}

	public int getId() {
		return this.id;
	}

	public Member getCaptain() {
		return this.captain;
	}

	public void setCaptain(Member captain) {
		this.captain = captain;
	}

	public List<Member> getMembers() {
		return this.members;
	}

	public Set<Member> getGuests() {
		return this.guests;
	}

	public List<Member> getRanking() {
		return this.ranking;
	}

	public Map<String, Member> getRoles() {
		return this.roles;
	}

	public Map<Member, Member> getDeputies() {
		return this.deputies;
	}

}
