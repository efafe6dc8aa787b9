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
package io.github.memoizedprefetch.model.store;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import org.hibernate.annotations.Formula;
import org.hibernate.type.YesNoConverter;

/**
 * What is found by its sku, which is compared without case, and its shelf, if it has one.
 */
@Entity
@Table(name = "stored")
public class Stored {

	@Id
	@GeneratedValue
	@SequenceGenerator(name = "stored_ids", allocationSize = 100)
	private Long id;

	@Column(name = "sku", columnDefinition = "varchar_ignorecase(40)")
	private String sku;

	private Integer shelf;

	@ManyToOne(fetch = FetchType.LAZY)
	private Product product;

	@Convert(converter = YesNoConverter.class)
	private Boolean broken = false;

	@Formula("shelf + 1")
	private Integer next;

	protected Stored() {
	}

	public Stored(String sku, Integer shelf) {
		this.sku = sku;
		this.shelf = shelf;
	}

	public Long getId() {
		return this.id;
	}

	public String getSku() {
		return this.sku;
	}

	public void setSku(String sku) {
		this.sku = sku;
	}

	public Integer getShelf() {
		return this.shelf;
	}

	public void setShelf(Integer shelf) {
		this.shelf = shelf;
	}

	public Product getProduct() {
		return this.product;
	}

	public void setProduct(Product product) {
		this.product = product;
	}

	public Boolean getBroken() {
		return this.broken;
	}

	public Integer getNext() {
		return this.next;
	}

	@Override
	public String toString() {
		return this.sku + "@" + this.shelf;
	}

}
