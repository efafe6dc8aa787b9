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
package io.github.memoizedprefetch.model.post;

import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManager;

/**
 * Parcels with a content, a material of it and two stamps of some paper each, none of
 * them shared.
 */
public final class Parcels {

	public static final Class<?>[] ENTITIES = { Parcel.class, Content.class, Material.class, Stamp.class };

	private static final long PAPER = 1_000_000;

	private Parcels() {
	}

	/** A database with parcels from 0 on. */
	public static Database open(int parcels) {
		return populate(Database.open(ENTITIES), parcels);
	}

	public static Database populate(Database database, int parcels) {
		database.inTransaction((entityManager) -> persist(entityManager, parcels));
		database.statements().reset();
		return database;
	}

	private static void persist(EntityManager entityManager, int parcels) {
		for (int id = 0; id < parcels; id++) {
			Material material = new Material(id);
			Content content = new Content(id, material);
			Parcel parcel = new Parcel(id, content);
			entityManager.persist(material);
			entityManager.persist(content);
			entityManager.persist(parcel);
			for (int i = 2 * id; i < 2 * id + 2; i++) {
				Material paper = new Material(PAPER + i);
				entityManager.persist(paper);
				entityManager.persist(new Stamp(i, parcel, paper));
			}
		}
	}

	/** All that a parcel leads to. */
	public static String all(Parcel parcel) {
		return content(parcel) + stamps(parcel);
	}

	public static String content(Parcel parcel) {
		return parcel.getContent().getName() + " of " + parcel.getContent().getMaterial().getName();
	}

	public static String stamps(Parcel parcel) {
		return parcel.getStamps()
			.stream()
			.map((stamp) -> stamp.getId() + stamp.getPaper().getName())
			.toList()
			.toString();
	}

}
