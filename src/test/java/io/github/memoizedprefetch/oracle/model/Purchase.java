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

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderColumn;

/**
 * An {@code @EmbeddedId} that is partly derived, and composite foreign keys to it.
 */
@Entity
public class Purchase extends Stored {

	@EmbeddedId
	Key id = new Key();

	@MapsId("shop")
	@ManyToOne(fetch = FetchType.LAZY, optional = false)
	Shop shop;

	@ManyToOne(fetch = FetchType.LAZY)
	Purchase previous;

	boolean paid;

	@OneToMany(mappedBy = "purchase", cascade = CascadeType.ALL, orphanRemoval = true)
	@OrderColumn
	List<Line> lines = new ArrayList<>();

	@Override
	public void number(int number) {
		super.number(number);
		this.id.number = number;
	}

	@Embeddable
	public static class Key implements Serializable {

		Integer shop;

		int number;

		@Override
		public boolean equals(Object other) {
			return other instanceof Key key && Objects.equals(key.shop, this.shop) && key.number == this.number;
		}

		@Override
		public int hashCode() {
			return Objects.hash(this.shop, this.number);
		}

		@Override
		public String toString() {
			return this.shop + "/" + this.number;
		}

	}

}
