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

import java.math.BigDecimal;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.NamedAttributeNode;
import jakarta.persistence.NamedEntityGraph;
import jakarta.persistence.OneToOne;
import jakarta.persistence.SequenceGenerator;

/**
 * A composite foreign key, the owning side of a one-to-one.
 */
@Entity
@NamedEntityGraph(name = "Line.work", attributeNodes = { @NamedAttributeNode("work"), @NamedAttributeNode("purchase") })
public class Line extends Stored {

	@Id
	@GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "ids")
	@SequenceGenerator(name = "ids", sequenceName = "ids", allocationSize = 1)
	Long id;

	BigDecimal price;

	@ManyToOne(fetch = FetchType.LAZY)
	Purchase purchase;

	@ManyToOne(fetch = FetchType.LAZY, optional = false)
	Work work;

	@OneToOne(fetch = FetchType.LAZY, cascade = CascadeType.ALL, orphanRemoval = true)
	Note remark;

}
