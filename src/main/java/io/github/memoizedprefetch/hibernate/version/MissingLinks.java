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
package io.github.memoizedprefetch.hibernate.version;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Finds out what of Hibernate this package uses and a version of it does not have, by the
 * class files themselves.
 */
public final class MissingLinks {

	private static final String HIBERNATE = "org/hibernate/";

	private final ClassLoader hibernate;

	/** Whose links are followed. */
	private final String ownPackage;

	private final Class<?> start;

	private final Set<String> seen = new HashSet<>();

	private final Set<String> missing = new TreeSet<>();

	/**
	 * @param hibernate where Hibernate's classes are
	 * @param start the class to start at, whose package and those below it are followed
	 */
	public MissingLinks(ClassLoader hibernate, Class<?> start) {
		this.ownPackage = start.getPackageName().replace('.', '/') + "/";
		this.start = start;
		this.hibernate = hibernate;
	}

	/**
	 * Follow the links of the class, and of those that it leads to.
	 * @return the names of what is missing
	 */
	public Set<String> find() {
		follow(this.start.getName().replace('.', '/'));
		return this.missing;
	}

	private void follow(String className) {
		if (!this.seen.add(className)) {
			return;
		}
		ClassLinks links = read(className);
		for (String name : (links != null) ? links.classes() : Set.<String>of()) {
			if (name.startsWith(this.ownPackage)) {
				follow(name);
			}
			else if (name.startsWith(HIBERNATE)) {
				load(name);
			}
		}
		for (ClassLinks.Member member : (links != null) ? links.members() : Set.<ClassLinks.Member>of()) {
			if (member.owner().startsWith(HIBERNATE)) {
				check(member);
			}
		}
	}

	private static @Nullable ClassLinks read(String className) {
		try (InputStream file = MissingLinks.class.getResourceAsStream("/" + className + ".class")) {
			return (file != null) ? ClassLinks.read(file) : null; // a native image has
																	// none
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private @Nullable Class<?> load(String className) {
		try {
			return Class.forName(className.replace('/', '.'), false, this.hibernate);
		}
		catch (ClassNotFoundException | LinkageError ex) {
			this.missing.add(className.replace('/', '.'));
			return null;
		}
	}

	private void check(ClassLinks.Member member) {
		Class<?> owner = load(member.owner());
		if (owner != null && lineage(owner).noneMatch((type) -> declares(type, member))) {
			this.missing.add(describe(owner, member));
		}
	}

	/** Where a member may be inherited from. */
	private static Stream<Class<?>> lineage(Class<?> type) {
		Stream<Class<?>> above = Stream
			.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
			.flatMap(MissingLinks::lineage);
		return Stream.concat(Stream.of(type),
				type.isInterface() ? Stream.concat(above, Stream.of(Object.class)) : above);
	}

	private static boolean declares(Class<?> type, ClassLinks.Member member) {
		if (!member.descriptor().startsWith("(")) {
			return Arrays.stream(type.getDeclaredFields()).map(Field::getName).anyMatch(member.name()::equals);
		}
		if (member.name().equals("<init>")) {
			return Arrays.stream(type.getDeclaredConstructors())
				.map(Constructor::getParameterTypes)
				.anyMatch((parameters) -> isType(void.class, parameters, member));
		}
		return Arrays.stream(type.getDeclaredMethods())
			.filter((method) -> method.getName().equals(member.name()))
			.anyMatch((Method method) -> isType(method.getReturnType(), method.getParameterTypes(), member));
	}

	private static boolean isType(Class<?> returned, Class<?>[] parameters, ClassLinks.Member member) {
		return MethodType.methodType(returned, parameters).descriptorString().equals(member.descriptor());
	}

	/** {@code org.hibernate.Session.find(Class Object )}. */
	private static String describe(Class<?> owner, ClassLinks.Member member) {
		String descriptor = member.descriptor();
		String parameters = descriptor.startsWith("(") ? descriptor.substring(0, descriptor.indexOf(')') + 1) : "";
		return owner.getName() + "." + member.name() + parameters.replaceAll("L[^;]*/([^;]*);", "$1 ");
	}

}
