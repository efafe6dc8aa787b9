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
package io.github.memoizedprefetch.model.enhanced;

import java.util.HashSet;
import java.util.Set;

import jakarta.persistence.Basic;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;

/**
 * A class that is enhanced for lazy loading.
 */
@Entity
public class Letter {

	@Id
	private Long id;

	private String subject;

	@Basic(fetch = FetchType.LAZY)
	private String text;

	@ManyToOne(fetch = FetchType.LAZY)
	private Sender sender;

	@OneToOne(fetch = FetchType.LAZY)
	private Office office;

	@OneToOne(mappedBy = "letter", fetch = FetchType.LAZY)
	private Answer answer;

	@ManyToMany
	private Set<Sender> receivers = new HashSet<>();

	@ElementCollection
	private Set<String> stamps = new HashSet<>();

	protected Letter() {
	}

	public Letter(long id, Sender sender, Office office) {
		this.id = id;
		this.subject = "Letter " + id;
		this.text = "Dear " + id;
		this.sender = sender;
		this.office = office;
	}

	public Long getId() {
		return this.id;
	}

	public String getSubject() {
		return this.subject;
	}

	public void setSubject(String subject) {
		this.subject = subject;
	}

	public String getText() {
		return this.text;
	}

	public Sender getSender() {
		return this.sender;
	}

	public Office getOffice() {
		return this.office;
	}

	public Answer getAnswer() {
		return this.answer;
	}

	public Set<Sender> getReceivers() {
		return this.receivers;
	}

	public Set<String> getStamps() {
		return this.stamps;
	}

}
