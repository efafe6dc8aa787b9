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
package io.github.memoizedprefetch.model.eager;

import java.util.HashSet;
import java.util.Set;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;

/**
 * Members are equal if their names are, and their friends are members.
 */
@Entity
public class Member {

	@Id
	private Long id;

	private String name;

	@ManyToOne(fetch = FetchType.LAZY)
	private Member mentor;

	@ManyToMany
	private Set<Member> friends = new HashSet<>();

	protected Member() {
	}

	public Member(long id, String name, Member mentor) {
		this.id = id;
		this.name = name;
		this.mentor = mentor;
	}

	public Long getId() {
		return this.id;
	}

	public String getName() {
		return this.name;
	}

	public Member getMentor() {
		return this.mentor;
	}

	public Set<Member> getFriends() {
		return this.friends;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Member member && getName().equals(member.getName());
	}

	@Override
	public int hashCode() {
		return getName().hashCode();
	}

}
