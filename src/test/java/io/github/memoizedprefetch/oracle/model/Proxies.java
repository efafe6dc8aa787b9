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

import java.util.HashSet;
import java.util.Set;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import org.hibernate.annotations.ConcreteProxy;

/**
 * Proxies of the class that the row says.
 */
public final class Proxies {

	private Proxies() {
	}

	/** The base. */
	@Entity(name = "Figure")
	@ConcreteProxy
	public abstract static class Figure extends Numbered {

		String name;

		@ManyToOne(fetch = FetchType.LAZY)
		Figure inner;

	}

	/** One. */
	@Entity(name = "Circle")
	public static class Circle extends Figure {

		Integer radius;

		@ManyToOne(fetch = FetchType.LAZY)
		Author author;

	}

	/** Another. */
	@Entity(name = "Square")
	public static class Square extends Figure {

		Integer side;

		@ManyToMany
		Set<Figure> figures = new HashSet<>();

	}

	/** Leads to figures. */
	@Entity(name = "Drawing")
	public static class Drawing extends Numbered {

		@ManyToOne(fetch = FetchType.LAZY)
		Figure figure;

		@ManyToOne(fetch = FetchType.LAZY)
		Drawing previous;

		@ManyToMany
		Set<Figure> figures = new HashSet<>();

	}

}
