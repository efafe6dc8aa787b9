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
package io.github.memoizedprefetch.hibernate.access;

import java.util.function.Supplier;

import io.github.memoizedprefetch.model.store.Guarded;
import io.github.memoizedprefetch.support.Database;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.property.access.spi.Getter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is read of all entities each time is read by compiled code.
 */
class CompiledTests {

	private static Database database;

	@BeforeAll
	static void open() {
		database = Database.open(Guarded.Dynamic.class, Guarded.Labelled.class, Guarded.Counted.class);
	}

	@AfterAll
	static void close() {
		database.close();
	}

	@Test
	void should_read_keys_of_fields() {
		assertReads(getter(Guarded.Dynamic.class, "code"), Guarded.Dynamic::new);
	}

	@Test
	void should_read_primitive_keys() {
		KeyReader reader = KeyReader.of(getter(Guarded.Counted.class, "version"));
		Object[] entities = { new Guarded.Counted(), new Guarded.Counted() };
		assertThat(reader.getClass().isHidden()).isTrue();
		assertThat(reader.nextOther(entities, new Object[] { 0, 1 }, 0, 2)).isEqualTo(1);
		assertThat(reader.nextOther(entities, new Object[] { 0, 0 }, 0, 2)).isEqualTo(2);
	}

	@Test
	void should_read_keys_as_hibernate_does_otherwise() {
		Getter getter = getter(Guarded.Dynamic.class, "code");
		assertReads(new KeyReader.Reflective(getter), Guarded.Dynamic::new);
	}

	@Test
	void should_compare_states_of_values_that_cannot_be_changed() {
		StateReader reader = StateReader.of(persister(Guarded.Dynamic.class));
		assertThat(reader).isNotNull();
		assertThat(reader.getClass().isHidden()).isTrue();
		assertThat(StateReader.of(persister(Guarded.Labelled.class))).isNull();
	}

	private static void assertReads(Getter getter, Supplier<Guarded.Coded> entity) {
		KeyReader reader = KeyReader.of(getter);
		assertThat(reader.getClass().isHidden()).isTrue();
		assertReads(reader, entity);
	}

	private static void assertReads(KeyReader reader, Supplier<Guarded.Coded> entity) {
		Guarded.Coded named = entity.get();
		named.setCode("a");
		Object[] entities = { named, entity.get(), named };
		assertThat(reader.nextOther(entities, new Object[] { "a", null, new String("a") }, 0, 3)).isEqualTo(3);
		assertThat(reader.nextOther(entities, new Object[] { "b", null, "b" }, 0, 3)).isZero();
		assertThat(reader.nextOther(entities, new Object[] { "b", null, "b" }, 1, 3)).isEqualTo(2);
		assertThat(reader.nextOther(entities, new Object[] { "b", "a", "b" }, 1, 2)).isEqualTo(1);
	}

	private static Getter getter(Class<?> type, String attribute) {
		return persister(type).findAttributeMapping(attribute).getPropertyAccess().getGetter();
	}

	private static EntityPersister persister(Class<?> type) {
		return database.entityManagerFactory()
			.unwrap(SessionFactoryImplementor.class)
			.getMappingMetamodel()
			.getEntityDescriptor(type);
	}

}
