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
import java.util.Objects;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.ManyToOne;

/**
 * An {@code @IdClass} with a reference in it.
 */
@Entity
@IdClass(Rating.Key.class)
public class Rating extends Stored {

	@Id
	@ManyToOne(fetch = FetchType.LAZY)
	Work work;

	@Id
	int voter;

	int stars;

	@ManyToOne(fetch = FetchType.LAZY, cascade = CascadeType.REMOVE)
	Note remark;

	@Override
	public void number(int number) {
		super.number(number);
		this.voter = number;
	}

	public static class Key implements Serializable {

		Long work;

		int voter;

		@Override
		public boolean equals(Object other) {
			return other instanceof Key key && Objects.equals(key.work, this.work) && key.voter == this.voter;
		}

		@Override
		public int hashCode() {
			return Objects.hash(this.work, this.voter);
		}

		@Override
		public String toString() {
			return this.work + "/" + this.voter;
		}

	}

}
