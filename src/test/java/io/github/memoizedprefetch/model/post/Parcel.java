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
package io.github.memoizedprefetch.model.post;

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.PreUpdate;

/**
 * What is sent: every parcel has a content and stamps of its own.
 */
@Entity
public class Parcel {

	@Id
	private Long id;

	private String state = "sent";

	@ManyToOne(fetch = FetchType.LAZY)
	private Content content;

	@OneToMany(mappedBy = "parcel")
	private List<Stamp> stamps = new ArrayList<>();

	protected Parcel() {
	}

	public Parcel(long id, Content content) {
		this.id = id;
		this.content = content;
	}

	public Long getId() {
		return this.id;
	}

	public String getState() {
		return this.state;
	}

	public void setState(String state) {
		this.state = state;
	}

	public Content getContent() {
		return this.content;
	}

	public List<Stamp> getStamps() {
		return this.stamps;
	}

	/** Touches the content when what is to be weighed is flushed. */
	@PreUpdate
	public void weigh() {
		if (this.state.startsWith("weigh")) {
			this.state = "weighs " + this.content.getName();
		}
	}

}
