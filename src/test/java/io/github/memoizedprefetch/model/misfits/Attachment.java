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
package io.github.memoizedprefetch.model.misfits;

import java.sql.Blob;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.OneToOne;

/**
 * A target that cannot be memoized, because a Blob does not outlive its transaction.
 */
@Entity
public class Attachment {

	@Id
	private Long id;

	@Lob
	private Blob content;

	@OneToOne(fetch = FetchType.LAZY)
	private Misfit misfit;

	protected Attachment() {
	}

	public Attachment(long id, Misfit misfit, Blob content) {
		this.id = id;
		this.misfit = misfit;
		this.content = content;
	}

	public Long getId() {
		return this.id;
	}

	public Blob getContent() {
		return this.content;
	}

}
