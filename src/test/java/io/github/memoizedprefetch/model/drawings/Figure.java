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
package io.github.memoizedprefetch.model.drawings;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import org.hibernate.annotations.ConcreteProxy;

/**
 * A hierarchy whose proxies are of the concrete class.
 */
@Entity
@ConcreteProxy
@Inheritance(strategy = InheritanceType.SINGLE_TABLE)
public abstract class Figure {

	@Id
	private int id;

	@ManyToOne(fetch = FetchType.LAZY)
	private Figure inner;

	protected Figure() {
	}

	protected Figure(int id, Figure inner) {
		this.id = id;
		this.inner = inner;
	}

	public int getId() {
		return this.id;
	}

	public Figure getInner() {
		return this.inner;
	}

	/** What only the concrete class has. */
	public static String size(Figure figure) {
		if (figure == null) {
			return "none";
		}
		return (figure instanceof Circle circle) ? "radius " + circle.getRadius()
				: "side " + ((Square) figure).getSide();
	}

}
