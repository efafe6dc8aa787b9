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

import java.io.Serializable;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.Objects;

import io.github.memoizedprefetch.plan.WrittenLambda;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.QueryHints;
import org.springframework.data.jpa.repository.query.PartTreeJpaQuery;
import org.springframework.data.jpa.repository.query.Procedure;
import org.springframework.data.projection.SpelAwareProxyProjectionFactory;
import org.springframework.data.repository.query.Parameters;
import org.springframework.data.repository.query.QueryMethod;
import org.springframework.data.repository.query.RepositoryQuery;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** A method of a repository that a query implements. */
final class RepositoryMethod {

	private final Repository repository;

	private final Method method;

	private final QueryMethod query;

	private RepositoryMethod(Repository repository, Method method) {
		this.repository = repository;
		this.method = method;
		this.query = new QueryMethod(method, repository.information(), new SpelAwareProxyProjectionFactory());
	}

	/** The method behind a method reference like {@code products::findBySku}. */
	static RepositoryMethod of(Serializable reference) {
		SerializedLambda lambda = lambda(reference);
		Object bean = lambda.getCapturedArg(0);
		String name = lambda.getImplMethodName();
		Repository repository = Repository.of(bean);
		if (repository == null) {
			throw new IllegalArgumentException("%s is no repository of Spring Data JPA, whose methods could be known;"
				.formatted(ClassUtils.getUserClass(bean).getName())
					+ " take MemoizedLookup.one or many, with a function that takes several keys, instead of " + name);
		}
		MethodType type = MethodType.fromMethodDescriptorString(lambda.getImplMethodSignature(),
				bean.getClass().getClassLoader());
		Method method = ReflectionUtils.findMethod(repository.information().getRepositoryInterface(), name,
				type.parameterArray());
		if (method == null) {
			throw new IllegalArgumentException(
					"%s has no method %s".formatted(repository.information().getRepositoryInterface().getName(), name));
		}
		return of(repository, method);
	}

	static SerializedLambda lambda(Serializable reference) {
		SerializedLambda lambda = WrittenLambda.of(Objects.requireNonNull(reference, "method must not be null"));
		if (lambda == null || lambda.getImplMethodKind() != MethodHandleInfo.REF_invokeInterface
				|| lambda.getCapturedArgCount() != 1) {
			throw new IllegalArgumentException("A RepositoryLookup takes method references to a repository's methods,"
					+ " like products::findBySku; this is a lambda expression or another object: " + reference);
		}
		return lambda;
	}

	/**
	 * A method of a repository.
	 * @throws IllegalArgumentException if it is no query
	 */
	static RepositoryMethod of(Repository repository, Method method) {
		String name = label(repository, method);
		if (repository.information().isBaseClassMethod(method)) {
			throw new IllegalArgumentException(
					"%1$s cannot be looked up: it asks by id, for which a prefetch has keys:".formatted(name)
							+ " .key(Row::id, %s.class) on the builder, and then the method as it is"
								.formatted(repository.domainType().getSimpleName()));
		}
		if (!repository.isQuery(method)) {
			throw new IllegalArgumentException(
					"%s cannot be looked up: it is code and no query of Spring Data, so what".formatted(name)
							+ " it does for several keys is not known; write a method that takes a list of keys,"
							+ " and take MemoizedLookup.one or many");
		}
		return new RepositoryMethod(repository, method);
	}

	private static String label(Repository repository, Method method) {
		return repository.information().getRepositoryInterface().getSimpleName() + "." + method.getName();
	}

	Repository repository() {
		return this.repository;
	}

	Method method() {
		return this.method;
	}

	String name() {
		return this.method.getName();
	}

	Class<?> domainType() {
		return this.repository.domainType();
	}

	/** The entities or projections that it returns, single or not. */
	Class<?> returnedType() {
		return this.query.getReturnedObjectType();
	}

	boolean isCollection() {
		return this.query.isCollectionQuery();
	}

	boolean returnsEntities() {
		return returnedType() == domainType();
	}

	Parameters<?, ?> parameters() {
		return this.query.getParameters();
	}

	/** Whether its query is made of its name alone. */
	boolean isDerived() {
		RepositoryQuery known = this.repository.queries().get(this.method);
		return (known != null) ? known instanceof PartTreeJpaQuery
				: !has(Query.class) && !has(Procedure.class) && !has(Modifying.class);
	}

	boolean isModifying() {
		return has(Modifying.class) || has(Procedure.class);
	}

	boolean isLocking() {
		return has(Lock.class);
	}

	/** The text of its query; null if it is derived, or declared elsewhere. */
	@Nullable String text() {
		Query declared = find(Query.class);
		return (declared != null) ? declared.value() : null;
	}

	/** Whether it answers in another transaction, and session, than the caller's. */
	boolean isApart() {
		Transactional transactional = find(Transactional.class);
		if (transactional == null) {
			transactional = AnnotatedElementUtils
				.findMergedAnnotation(this.repository.information().getRepositoryInterface(), Transactional.class);
		}
		Propagation propagation = (transactional != null) ? transactional.propagation() : Propagation.REQUIRED;
		return propagation == Propagation.REQUIRES_NEW || propagation == Propagation.NOT_SUPPORTED
				|| propagation == Propagation.NEVER;
	}

	/** Whether anything but what it asks for decides how entities are loaded. */
	boolean isHinted() {
		return has(EntityGraph.class) || has(QueryHints.class);
	}

	boolean isHintedLike(RepositoryMethod other) {
		return Objects.equals(find(EntityGraph.class), other.find(EntityGraph.class))
				&& Objects.equals(find(QueryHints.class), other.find(QueryHints.class));
	}

	private boolean has(Class<? extends Annotation> type) {
		return AnnotatedElementUtils.hasAnnotation(this.method, type);
	}

	private <A extends Annotation> @Nullable A find(Class<A> type) {
		return AnnotatedElementUtils.findMergedAnnotation(this.method, type);
	}

	/** With a remedy, or several. */
	IllegalArgumentException refuse(String reason) {
		return new IllegalArgumentException(this + " cannot be looked up: " + reason);
	}

	/** Like {@code Products.findBySku}. */
	@Override
	public String toString() {
		return label(this.repository, this.method);
	}

}
