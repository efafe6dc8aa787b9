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

package io.github.memoizedprefetch.jobs;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Transient;
import org.springframework.data.domain.Persistable;
import org.springframework.data.jpa.repository.JpaRepository;

/** Entities whose ids come by ways that matter for inserts. */
final class Notes {

	private Notes() {
	}

	@Entity(name = "IdentityNote")
	static class IdentityNote {

		@Id
		@GeneratedValue(strategy = GenerationType.IDENTITY)
		Long id;

		String text = "note";

	}

	/** Each id takes a call of the sequence. */
	@Entity(name = "SingleNote")
	static class SingleNote {

		@Id
		@GeneratedValue(strategy = GenerationType.SEQUENCE)
		@SequenceGenerator(name = "single_notes", allocationSize = 1)
		Long id;

		String text = "note";

	}

	@Entity(name = "PooledNote")
	static class PooledNote {

		@Id
		@GeneratedValue(strategy = GenerationType.SEQUENCE)
		@SequenceGenerator(name = "pooled_notes", allocationSize = 50)
		Long id;

		String text = "note";

	}

	/** Its id is assigned. */
	@Entity(name = "Coupon")
	static class Coupon {

		@Id
		Long id;

		Coupon() {
		}

		Coupon(Long id) {
			this.id = id;
		}

	}

	/** Its id too, and it knows whether it is new. */
	@Entity(name = "NewCoupon")
	static class NewCoupon implements Persistable<Long> {

		@Id
		Long id;

		@Transient
		boolean stored;

		NewCoupon() {
		}

		NewCoupon(Long id) {
			this.id = id;
		}

		@Override
		public Long getId() {
			return this.id;
		}

		@Override
		public boolean isNew() {
			return !this.stored;
		}

		@PostLoad
		@PostPersist
		void isStored() {
			this.stored = true;
		}

	}

	interface Coupons extends JpaRepository<Coupon, Long> {

	}

	interface NewCoupons extends JpaRepository<NewCoupon, Long> {

	}

}
