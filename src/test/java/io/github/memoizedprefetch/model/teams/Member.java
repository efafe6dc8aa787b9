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
import java.util.List;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;

/**
 * An element of collections that is equal by its fields, as it is often written: false
 * for a proxy.
 */
@Entity
public class Member {

	@Id
	private int id;

	private String name;

	@ManyToOne(fetch = FetchType.LAZY)
	private Team team;

	@ManyToOne(fetch = FetchType.LAZY)
	private Member friend;

	@OneToMany(mappedBy = "friend")
	private List<Member> admirers = new ArrayList<>();

	protected Member() {
	}

	public Member(int id, Team team, Member friend) {
		this.id = id;
		this.name = "Member " + id;
		this.team = team;
		this.friend = friend;
	}

	public static Member named(int id) {
		return new Member(id, null, null);
	}

	public int getId() {
		return this.id;
	}

	public String getName() {
		return this.name;
	}

	public Team getTeam() {
		return this.team;
	}

	public Member getFriend() {
		return this.friend;
	}

	public void setFriend(Member friend) {
		this.friend = friend;
	}

	public List<Member> getAdmirers() {
		return this.admirers;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Member member && this.name.equals(member.name);
	}

	@Override
	public int hashCode() {
		return this.name.hashCode();
	}

}
