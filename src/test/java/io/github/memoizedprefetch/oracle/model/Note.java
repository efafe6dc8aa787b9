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

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import jakarta.persistence.SequenceGenerator;
import org.hibernate.annotations.Any;
import org.hibernate.annotations.AnyDiscriminatorValue;
import org.hibernate.annotations.AnyKeyJavaClass;
import org.hibernate.annotations.NotFound;
import org.hibernate.annotations.NotFoundAction;

/**
 * {@code @Any}, {@code @NotFound}, the inverse side of an optional one-to-one.
 */
@Entity
public class Note extends Stored {

	@Id
	@GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "ids")
	@SequenceGenerator(name = "ids", sequenceName = "ids", allocationSize = 1)
	Long id;

	String text;

	@Any(fetch = FetchType.LAZY)
	@AnyKeyJavaClass(Long.class)
	@AnyDiscriminatorValue(discriminator = "A", entity = Author.class)
	@AnyDiscriminatorValue(discriminator = "V", entity = Van.class)
	@Column(name = "subject_type")
	@JoinColumn(name = "subject_id")
	Object subject;

	@ManyToOne(fetch = FetchType.LAZY)
	@NotFound(action = NotFoundAction.IGNORE)
	Author witness;

	@OneToOne(mappedBy = "remark", fetch = FetchType.LAZY)
	Line line;

}
