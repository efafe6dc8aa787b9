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
package io.github.memoizedprefetch.model.getters;

import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import org.hibernate.Hibernate;

/**
 * A mapped superclass whose getter does more than return the field.
 */
@MappedSuperclass
public abstract class Estate {

	private Person heir;

	@ManyToOne(fetch = FetchType.LAZY)
	public Person getHeir() {
		return (Person) Hibernate.unproxy(this.heir);
	}

	public void setHeir(Person heir) {
		this.heir = heir;
	}

}
