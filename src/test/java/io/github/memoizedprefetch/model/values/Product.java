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
package io.github.memoizedprefetch.model.values;

import java.util.Date;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;

/**
 * A versioned target with mutable values.
 */
@Entity
public class Product {

	@Id
	private Long id;

	@Version
	private int version;

	private Date released;

	private byte[] image;

	@Embedded
	private Money price;

	@Embedded
	@AttributeOverride(name = "label", column = @Column(name = "size_label"))
	private Size size;

	protected Product() {
	}

	public Product(long id, Date released, byte[] image, Money price, Size size) {
		this.id = id;
		this.released = released;
		this.image = image;
		this.price = price;
		this.size = size;
	}

	public Long getId() {
		return this.id;
	}

	public int getVersion() {
		return this.version;
	}

	public Date getReleased() {
		return this.released;
	}

	public byte[] getImage() {
		return this.image;
	}

	public Money getPrice() {
		return this.price;
	}

	public Size getSize() {
		return this.size;
	}

}
