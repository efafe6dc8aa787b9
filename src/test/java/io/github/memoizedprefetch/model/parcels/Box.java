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

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import org.hibernate.annotations.Any;
import org.hibernate.annotations.AnyDiscriminatorValue;
import org.hibernate.annotations.AnyKeyJavaClass;

/**
 * What an {@code @Any} may refer to.
 */
@Entity
public class Box {

	@Id
	private Long id;

	private String text;

	@Any(fetch = FetchType.LAZY)
	@AnyKeyJavaClass(Long.class)
	@AnyDiscriminatorValue(discriminator = "J", entity = Jar.class)
	@Column(name = "held_type")
	@JoinColumn(name = "held_id")
	private Object held;

	@ManyToOne(fetch = FetchType.LAZY)
	private Jar jar;

	protected Box() {
	}

	public Box(Long id) {
		this.id = id;
		this.text = "Box " + id;
	}

	public void hold(Jar jar) {
		this.jar = jar;
		this.held = jar;
	}

	public Object getHeld() {
		return this.held;
	}

	public Jar getJar() {
		return this.jar;
	}

	public String getText() {
		return this.text;
	}

}
