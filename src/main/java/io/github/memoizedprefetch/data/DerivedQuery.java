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

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.data.core.PropertyPath;
import org.springframework.data.core.PropertyReferenceException;
import org.springframework.data.repository.query.parser.Part;
import org.springframework.data.repository.query.parser.Part.IgnoreCaseType;
import org.springframework.data.repository.query.parser.PartTree;

/**
 * What the name of a method says by the rules of Spring Data: by which property it asks,
 * and what else it asks for.
 */
final class DerivedQuery {

	private final PartTree tree;

	/** The one with the argument. */
	private final Part key;

	/** Those without. */
	private final List<Part> conditions = new ArrayList<>();

	@SuppressWarnings("ReferenceEquality")
	private DerivedQuery(PartTree tree, Part key) {
		this.tree = tree;
		this.key = key;
		tree.getParts().stream().filter((part) -> part != key).forEach(this.conditions::add);
	}

	/** Null if the name does not say by which one property it asks. */
	static @Nullable DerivedQuery of(String name, Class<?> domainType) {
		PartTree tree;
		try {
			tree = new PartTree(name, domainType);
		}
		catch (PropertyReferenceException | IllegalArgumentException ex) {
			return null; // the name of a method with a query of its own may be any
		}
		List<Part> keys = tree.getParts().stream().filter((part) -> part.getNumberOfArguments() > 0).toList();
		if (tree.stream().count() != 1 || keys.size() != 1 || keys.get(0).getNumberOfArguments() != 1) {
			return null;
		}
		return new DerivedQuery(tree, keys.get(0));
	}

	/** The attributes that are to be equal to its parameters; null if it says more. */
	static @Nullable String attributes(RepositoryMethod method) {
		if (!method.isDerived()) {
			return null;
		}
		PartTree tree = new PartTree(method.name(), method.domainType());
		boolean plain = tree.stream().count() == 1 && !tree.isLimiting() && !tree.isDelete()
				&& !tree.isCountProjection() && !tree.getSort().isSorted()
				&& tree.getParts()
					.stream()
					.allMatch((part) -> part.getType() == Part.Type.SIMPLE_PROPERTY
							&& part.shouldIgnoreCase() == IgnoreCaseType.NEVER);
		return plain ? tree.getParts()
			.stream()
			.map((part) -> part.getProperty().toDotPath())
			.collect(Collectors.joining(", ")) : null;
	}

	PartTree tree() {
		return this.tree;
	}

	PropertyPath property() {
		return this.key.getProperty();
	}

	String path() {
		return this.key.getProperty().toDotPath();
	}

	boolean isForOneKey() {
		return this.key.getType() == Part.Type.SIMPLE_PROPERTY;
	}

	boolean isForSeveralKeys() {
		return this.key.getType() == Part.Type.IN;
	}

	/** Whether it asks for nothing but that the attribute has the key. */
	boolean isPlain() {
		return this.conditions.isEmpty() && this.key.shouldIgnoreCase() == IgnoreCaseType.NEVER && isSingleValued();
	}

	/** Whether its key is an entity. */
	boolean isByEntity() {
		return AnnotatedElementUtils.hasAnnotation(property().getLeafType(), Entity.class);
	}

	boolean isSorted() {
		return this.tree.getSort().isSorted();
	}

	private boolean isSingleValued() {
		for (PropertyPath part : property()) {
			if (part.isCollection()) {
				return false;
			}
		}
		return !AnnotatedElementUtils.hasAnnotation(property().getLeafType(), Embeddable.class);
	}

	/** Whether a value tells its key without loading anything. */
	boolean isTold() {
		for (PropertyPath part : property()) {
			if (part.isCollection()
					|| (part.hasNext() && AnnotatedElementUtils.hasAnnotation(part.getType(), Entity.class))) {
				return false;
			}
		}
		return true;
	}

	/** Whether the other asks for several keys what this one asks for one. */
	boolean isPartner(DerivedQuery other, boolean sorted) {
		return other.isForSeveralKeys() && other.path().equals(path())
				&& other.key.shouldIgnoreCase() == this.key.shouldIgnoreCase()
				&& other.conditions.equals(this.conditions) && other.tree.isDistinct() == this.tree.isDistinct()
				&& (!sorted || Objects.equals(other.tree.getSort(), this.tree.getSort()));
	}

}
