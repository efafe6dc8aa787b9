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
package io.github.memoizedprefetch.model.parcels;

import io.github.memoizedprefetch.model.drawings.Figure;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import org.hibernate.annotations.Any;
import org.hibernate.annotations.AnyDiscriminatorValue;
import org.hibernate.annotations.AnyKeyJavaClass;

/**
 * An embeddable that holds both kinds of references.
 */
@Embeddable
public class Contents {

	private String label;

	@Any(fetch = FetchType.LAZY)
	@AnyKeyJavaClass(Long.class)
	@AnyDiscriminatorValue(discriminator = "B", entity = Box.class)
	@AnyDiscriminatorValue(discriminator = "J", entity = Jar.class)
	@Column(name = "inner_type")
	@JoinColumn(name = "inner_id")
	private Object inner;

	@ManyToOne(fetch = FetchType.LAZY)
	private Figure figure;

	protected Contents() {
	}

	public Contents(String label, Object inner, Figure figure) {
		this.label = label;
		this.inner = inner;
		this.figure = figure;
	}

	public String getLabel() {
		return this.label;
	}

	public Object getInner() {
		return this.inner;
	}

	public Figure getFigure() {
		return this.figure;
	}

}
