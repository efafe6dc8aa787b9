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
package io.github.memoizedprefetch.data;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

/**
 * The method of a repository that asks for several keys what another asks for one:
 * {@code findBySkuIn} of {@code findBySku}.
 */
final class Partner {

	private final RepositoryMethod single;

	private final DerivedQuery query;

	/** Whether entities are returned, and not only that there are some. */
	private final boolean values;

	/**
	 * @param single a derived query for one key
	 * @param values whether it returns what it finds
	 */
	Partner(RepositoryMethod single, DerivedQuery query, boolean values) {
		this.single = single;
		this.query = query;
		this.values = values;
	}

	boolean isThere() {
		try {
			find();
			return true;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/**
	 * The partner.
	 * @throws IllegalArgumentException if there is none, with the line to add
	 */
	RepositoryMethod find() {
		List<String> others = new ArrayList<>();
		List<Method> methods = Stream.of(repository().information().getRepositoryInterface().getMethods())
			.filter((method) -> method.getParameterCount() == 1 && repository().isQuery(method))
			.sorted(Comparator.comparing(Method::getName))
			.toList();
		for (Method method : methods) {
			RepositoryMethod candidate = RepositoryMethod.of(repository(), method);
			DerivedQuery name = candidate.isDerived() ? DerivedQuery.of(candidate.name(), candidate.domainType())
					: null;
			if (name != null && this.query.isPartner(name, this.values)) {
				String difference = difference(candidate);
				if (difference == null) {
					return candidate;
				}
				others.add(candidate + " " + difference);
			}
		}
		throw this.single
			.refuse(others.isEmpty() ? "there is no method that asks for several keys the same. Add " + line()
					: "there is no method that asks for several keys the same: " + String.join("; ", others));
	}

	private Repository repository() {
		return this.single.repository();
	}

	/** What it would find differently; null if nothing. */
	private @Nullable String difference(RepositoryMethod candidate) {
		if (!QueryChecks.takesKeys(candidate)) {
			return "takes its keys neither as a Collection nor as a Set";
		}
		if (!Iterable.class.isAssignableFrom(candidate.method().getReturnType())) {
			return "does not return a List";
		}
		if (this.values && candidate.returnedType() != this.single.returnedType()) {
			return "returns %s, and %s returns %s".formatted(candidate.returnedType().getSimpleName(), this.single,
					this.single.returnedType().getSimpleName());
		}
		if (this.values && !candidate.isHintedLike(this.single)) {
			return "has another @EntityGraph or other @QueryHints than " + this.single;
		}
		try {
			QueryChecks.check(candidate);
			return null;
		}
		catch (IllegalArgumentException ex) {
			return "is none: " + ex.getMessage();
		}
	}

	/** What to add to the repository. */
	private String line() {
		String name = name();
		String type = this.values ? this.single.returnedType().getSimpleName()
				: this.single.domainType().getSimpleName();
		String line = (name != null)
				? "List<%s> %s(Collection<%s> keys);".formatted(type, name,
						this.query.property().getLeafType().getSimpleName())
				: "a List<%s> of a Collection of keys, with In behind the property in its name".formatted(type);
		return (this.values && this.single.isHinted()) ? line + " with the same @EntityGraph and @QueryHints" : line;
	}

	/** A name that means it by the rules of Spring Data. */
	private @Nullable String name() {
		StringBuilder property = new StringBuilder();
		this.query.property().forEach((part) -> property.append(StringUtils.capitalize(part.getSegment())));
		String name = this.single.name().replaceFirst("^exists", "find");
		int end = name.lastIndexOf(property.toString()) + property.length();
		String guess = name.substring(0, end) + "In" + name.substring(end);
		DerivedQuery guessed = DerivedQuery.of(guess, this.single.domainType());
		return (guessed != null && this.query.isPartner(guessed, this.values)) ? guess : null;
	}

	/** Ask it by the bean that the single method was asked by. */
	static Iterable<?> ask(RepositoryMethod method, Object bean, List<?> keys) {
		Object given = method.method().getParameterTypes()[0].isAssignableFrom(List.class) ? keys
				: new LinkedHashSet<>(keys);
		ReflectionUtils.makeAccessible(method.method());
		return (Iterable<?>) Objects.requireNonNull(ReflectionUtils.invokeMethod(method.method(), bean, given));
	}

}
