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
package io.github.memoizedprefetch.hibernate;

import io.github.memoizedprefetch.hibernate.version.HibernateVersion;
import io.github.memoizedprefetch.hibernate.version.MissingLinks;
import io.github.memoizedprefetch.support.LogCapture;
import net.bytebuddy.ByteBuddy;
import org.hibernate.Version;
import org.hibernate.engine.spi.EntityHolder;
import org.hibernate.engine.spi.PersistenceContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class HibernateVersionTests {

	private static final ClassLoader THIS = HibernateVersionTests.class.getClassLoader();

	@Test
	void should_find_nothing_missing_in_the_version_of_the_tests() {
		assertThat(new MissingLinks(THIS, PersistenceUnit.class).find()).isEmpty();
		HibernateVersion.check(PersistenceUnit.class);
	}

	@Test
	void should_be_tested_with_this_version() {
		try (LogCapture log = new LogCapture()) {
			HibernateVersion.check(Version.getVersionString(), THIS, PersistenceUnit.class);
			assertThat(log.warnings()).isEmpty();
		}
	}

	@Test
	void should_warn_of_a_version_that_is_not_tested() {
		try (LogCapture log = new LogCapture()) {
			HibernateVersion.check("7.99.1.Final", THIS, PersistenceUnit.class);
			assertThat(log.warnings())
				.containsExactly("Hibernate ORM 7.99.1.Final is none of the versions that are tested, [7.2, 7.4];"
						+ " what is needed of it is there.");
		}
	}

	@Test
	void should_name_a_method_that_is_missing() {
		byte[] empty = new ByteBuddy().makeInterface().name(PersistenceContext.class.getName()).make().getBytes();
		ClassLoader other = new OtherHibernate(PersistenceContext.class, empty);
		assertThatIllegalStateException()
			.isThrownBy(() -> HibernateVersion.check("7.99.1.Final", other, PersistenceUnit.class))
			.withMessageStartingWith("Hibernate ORM 7.99.1.Final cannot be used: it does not have ")
			.withMessageContaining("PersistenceContext.addEntityHolder(")
			.withMessageEndingWith("; use one of the versions that are tested, [7.2, 7.4]");
	}

	@Test
	void should_name_a_class_that_is_missing() {
		ClassLoader other = new OtherHibernate(EntityHolder.class, null);
		assertThatIllegalStateException()
			.isThrownBy(() -> HibernateVersion.check("7.99.1.Final", other, PersistenceUnit.class))
			.withMessageContaining(" it does not have org.hibernate.engine.spi.EntityHolder;");
	}

	/**
	 * Hibernate with another form of one of its classes, or without it.
	 */
	private static final class OtherHibernate extends ClassLoader {

		private final String name;

		private final byte[] classFile;

		OtherHibernate(Class<?> type, byte[] classFile) {
			super(THIS);
			this.name = type.getName();
			this.classFile = classFile;
		}

		@Override
		protected Class<?> loadClass(String className, boolean resolve) throws ClassNotFoundException {
			if (!className.equals(this.name)) {
				return super.loadClass(className, resolve);
			}
			if (this.classFile == null) {
				throw new ClassNotFoundException(className);
			}
			Class<?> loaded = findLoadedClass(className);
			return (loaded != null) ? loaded : defineClass(className, this.classFile, 0, this.classFile.length);
		}

	}

}
