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
package io.github.memoizedprefetch.model.frozen;

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OrderColumn;
import org.hibernate.annotations.Type;

/**
 * The item.
 */
@Entity
public class Use {

	@Id
	private Long id;

	@ManyToOne(fetch = FetchType.LAZY)
	private Frozen frozen;

	@ManyToOne(fetch = FetchType.LAZY)
	private Held held;

	@ElementCollection
	@OrderColumn
	@Type(TextType.class)
	private List<StringBuilder> texts = new ArrayList<>();

	protected Use() {
	}

	public Use(long id, Frozen frozen, Held held) {
		this.id = id;
		this.frozen = frozen;
		this.held = held;
		this.texts.add(new StringBuilder("text " + id));
	}

	public Frozen getFrozen() {
		return this.frozen;
	}

	public Held getHeld() {
		return this.held;
	}

	public List<StringBuilder> getTexts() {
		return this.texts;
	}

}
