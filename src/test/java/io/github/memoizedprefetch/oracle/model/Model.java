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

import java.util.List;

/**
 * The classes of the model, those that others' keys are derived from first.
 */
public final class Model {

	/** What data is made of. */
	public static final List<Class<? extends Stored>> CONCRETE = List.of(Country.class, Author.class, Biography.class,
			Publisher.class, Agency.class, Tag.class, Category.class, Note.class, Book.class, Article.class,
			Rating.class, Seal.class, Van.class, Bike.class, Shop.class, Purchase.class, Line.class, Coupon.class);

	/** Abstract classes above them. */
	public static final List<Class<? extends Stored>> ABSTRACT = List.of(Work.class, Company.class, Vehicle.class);

	private Model() {
	}

}
