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

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.data.repository.query.parser.PartTree;
import org.springframework.util.ClassUtils;

/**
 * Whether what a method finds for several keys together is what it finds for each. What
 * is refused is said with its remedy.
 */
final class QueryChecks {

	/** In JPQL, HQL and SQL, parameters and numbers. */
	private static final Pattern LIMIT = Pattern
		.compile("(?is).*(\\blimit\\s+[\\d:?]|\\bfetch\\s+(first|next)\\b|\\boffset\\s+[\\d:?]|\\brownum\\b).*");

	private final RepositoryMethod method;

	private QueryChecks(RepositoryMethod method) {
		this.method = method;
	}

	/**
	 * Check a method.
	 * @return what its name says; null if it does not say by what it asks, and has a
	 * query of its own
	 * @throws IllegalArgumentException if it cannot be looked up
	 */
	static @Nullable DerivedQuery check(RepositoryMethod method) {
		QueryChecks checks = new QueryChecks(method);
		checks.checkEffects();
		checks.checkParameters();
		String text = method.text();
		if (text != null && LIMIT.matcher(text).matches()) {
			throw method.refuse("its query has a limit, which would be one for all keys together. Without it, or with a"
					+ " window function in a query for several keys, MemoizedLookup takes it");
		}
		if (method.isDerived()) {
			checks.checkTree(new PartTree(method.name(), method.domainType()));
		}
		DerivedQuery name = DerivedQuery.of(method.name(), method.domainType());
		if (name != null) {
			checks.checkKeyType(name);
		}
		else if (method.isDerived()) {
			throw method.refuse("a lookup asks whether one property is equal to the key, and whatever else all keys"
					+ " have in common. Take MemoizedLookup.many with a function that takes several keys");
		}
		return name;
	}

	private void checkEffects() {
		if (this.method.isModifying()) {
			throw this.method.refuse("it changes what is stored. Call it as it is");
		}
		if (this.method.isLocking()) {
			throw this.method.refuse("its @Lock would lock what all items of a chunk need, when the first of them asks."
					+ " Call it as it is, or look it up by a method without a lock");
		}
		if (this.method.isApart()) {
			throw this.method.refuse("its @Transactional lets it answer in another session than the step's. Take a"
					+ " method that takes part in the transaction");
		}
	}

	private void checkParameters() {
		if (this.method.parameters().hasSpecialParameter() || this.method.parameters().hasDynamicProjection()) {
			throw this.method
				.refuse("its Pageable, Limit, Sort or projection is another one with each call, and for all"
						+ " keys together. Take a method with the key alone, or RepositoryLookup.many(repository, key,"
						+ " specification, sort)");
		}
		if (this.method.parameters().getNumberOfParameters() != 1) {
			String attributes = DerivedQuery.attributes(this.method);
			boolean several = Iterable.class.isAssignableFrom(this.method.method().getReturnType());
			throw this.method.refuse("it has %d parameters, and a lookup has one key. Take"
				.formatted(this.method.parameters().getNumberOfParameters())
					+ ((attributes != null)
							? " MemoizedLookup.%s(%s.class, \"%s\", Key.class), of a record Key that has all of them"
								.formatted(several ? "many" : "one", this.method.domainType().getSimpleName(),
										attributes)
							: " MemoizedLookup.many with a function that takes several keys, records with all that differs"
									+ " between items, and a Specification for what does not"));
		}
	}

	private void checkTree(PartTree tree) {
		if (tree.isDelete()) {
			throw this.method.refuse("it deletes. Call it as it is");
		}
		if (tree.isLimiting()) {
			throw this.method
				.refuse("Top and First are a limit, which would be one for all keys together. Take a method"
						+ " that finds all of a key's, sorted, and the first of lookup.all(key)");
		}
		if (tree.isCountProjection()) {
			String domain = this.method.domainType().getSimpleName();
			throw this.method
				.refuse("a count for several keys has to be grouped by them. Add @Query(\"select e.key as key,"
						+ " count(e) as total from %s e where e.key in :keys group by e.key\"), and take"
							.formatted(domain)
						+ " MemoizedLookup.values(repository::counts, Count::getKey, Count::getTotal).orElse(0L)");
		}
	}

	private void checkKeyType(DerivedQuery name) {
		Class<?> given = name.isForSeveralKeys() ? keysType(this.method) : parameter(this.method).resolve(Object.class);
		Class<?> property = ClassUtils.resolvePrimitiveIfNecessary(name.property().getLeafType());
		if (ClassUtils.resolvePrimitiveIfNecessary(given) != property) {
			throw this.method.refuse("%1$s.%2$s is of %3$s, and its parameter of %4$s. Let it take keys of %3$s"
				.formatted(this.method.domainType().getSimpleName(), name.path(), property.getSimpleName(),
						given.getSimpleName()));
		}
	}

	private static ResolvableType parameter(RepositoryMethod method) {
		return ResolvableType.forMethodParameter(method.method(), 0,
				method.repository().information().getRepositoryInterface());
	}

	/** The keys of a method that takes several. */
	private static Class<?> keysType(RepositoryMethod method) {
		return parameter(method).as(Iterable.class).getGeneric(0).resolve(Object.class);
	}

	/** Whether keys can be given to it as a list, or as a set. */
	static boolean takesKeys(RepositoryMethod method) {
		Class<?> type = parameter(method).resolve(Object.class);
		return type.isAssignableFrom(List.class) || type == Set.class;
	}

}
