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

import java.util.ArrayList;
import java.util.List;

import io.github.memoizedprefetch.model.Author;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import jakarta.persistence.OrderColumn;
import org.hibernate.annotations.Any;
import org.hibernate.annotations.AnyDiscriminatorValue;
import org.hibernate.annotations.AnyKeyJavaClass;

/**
 * Associations that a prefetch of this entity cannot do anything for.
 */
@Entity
public class Misfit {

	@Id
	private Long id;

	private String name;

	@ManyToOne
	private Author eager;

	@ManyToMany(fetch = FetchType.EAGER)
	private List<Author> eagers = new ArrayList<>();

	@ManyToMany(fetch = FetchType.LAZY)
	@JoinTable(name = "misfit_array")
	@OrderColumn
	private Author[] array = {};

	@OneToOne(mappedBy = "misfit", fetch = FetchType.LAZY)
	private Attachment attachment;

	@ManyToOne(fetch = FetchType.LAZY)
	private Attachment lazyAttachment;

	@Any
	@AnyKeyJavaClass(Long.class)
	@AnyDiscriminatorValue(discriminator = "A", entity = Author.class)
	@Column(name = "any_type")
	@JoinColumn(name = "any_id")
	private Object any;

	@Embedded
	private Part part;

	protected Misfit() {
	}

	public Misfit(long id, Author eager, Attachment lazyAttachment) {
		this.id = id;
		this.eager = eager;
		this.lazyAttachment = lazyAttachment;
	}

	public Attachment getAttachment() {
		return this.attachment;
	}

	public Attachment getLazyAttachment() {
		return this.lazyAttachment;
	}

}
