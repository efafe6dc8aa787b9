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
package io.github.memoizedprefetch;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.memoizedprefetch.message.DottedPath;
import org.jspecify.annotations.Nullable;

/**
 * A path to an association, whose types the compiler checks:
 * {@code AssociationPath.of(Review::getBook).thenMany(Book::getCategories)} is
 * {@code "book.categories"}. It takes method references to getters or record accessors of
 * the owning class, not other lambdas. Immutable.
 * <p>
 * The words are those of Spring Data's {@code PropertyPath}, whose {@code toDotPath()} is
 * understood as a path too. In a GraalVM native image the classes whose methods capture
 * the method references have to be registered for serialization; strings need nothing.
 *
 * @param <S> where the path starts
 * @param <T> where it leads; the elements, if that is a collection
 */
public final class AssociationPath<S, T> {

	private final String path;

	private AssociationPath(String path) {
		this.path = path;
	}

	/**
	 * A reference to one entity, or a value that leads to one.
	 * @param getter the getter, as a method reference
	 * @param <S> the class that has it
	 * @param <T> what it returns
	 * @return the path
	 * @throws IllegalArgumentException if it is no method reference
	 */
	public static <S, T> AssociationPath<S, T> of(Getter<S, T> getter) {
		return new AssociationPath<>(GetterName.of(getter));
	}

	/**
	 * A collection.
	 * @param getter the getter, as a method reference
	 * @param <S> the class that has it
	 * @param <E> the collection's elements
	 * @return the path
	 * @throws IllegalArgumentException if it is no method reference
	 */
	public static <S, E> AssociationPath<S, E> ofMany(Getter<S, ? extends Iterable<E>> getter) {
		return new AssociationPath<>(GetterName.of(getter));
	}

	/**
	 * A map, of which paths follow the values.
	 * @param getter the getter, as a method reference
	 * @param <S> the class that has it
	 * @param <V> the map's values
	 * @return the path
	 * @throws IllegalArgumentException if it is no method reference
	 */
	public static <S, V> AssociationPath<S, V> ofValues(Getter<S, ? extends Map<?, V>> getter) {
		return new AssociationPath<>(GetterName.of(getter));
	}

	/**
	 * Go on to one entity, or a value that leads to one.
	 * @param getter the getter, as a method reference
	 * @param <N> what it returns
	 * @return the longer path
	 * @throws IllegalArgumentException if it is no method reference
	 */
	public <N> AssociationPath<S, N> then(Getter<T, N> getter) {
		return append(getter);
	}

	/**
	 * Go on to a collection.
	 * @param getter the getter, as a method reference
	 * @param <E> the collection's elements
	 * @return the longer path
	 * @throws IllegalArgumentException if it is no method reference
	 */
	public <E> AssociationPath<S, E> thenMany(Getter<T, ? extends Iterable<E>> getter) {
		return append(getter);
	}

	/**
	 * Go on to a map, of which paths follow the values.
	 * @param getter the getter, as a method reference
	 * @param <V> the map's values
	 * @return the longer path
	 * @throws IllegalArgumentException if it is no method reference
	 */
	public <V> AssociationPath<S, V> thenValues(Getter<T, ? extends Map<?, V>> getter) {
		return append(getter);
	}

	private <N> AssociationPath<S, N> append(Getter<T, ?> getter) {
		return new AssociationPath<>(DottedPath.append(this.path, GetterName.of(getter)));
	}

	static List<String> names(AssociationPath<?, ?> path, AssociationPath<?, ?>... more) {
		return Stream.concat(Stream.of(path), Stream.of(more)).map(AssociationPath::toString).toList();
	}

	/**
	 * The path in dotted notation, as {@link MemoizedPrefetch.Builder#paths(String...)}
	 * takes it.
	 * @return the path, like {@code "book.author"}
	 */
	@Override
	public String toString() {
		return this.path;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof AssociationPath<?, ?> association && association.path.equals(this.path);
	}

	@Override
	public int hashCode() {
		return this.path.hashCode();
	}

	/**
	 * A getter or record accessor.
	 *
	 * @param <S> the class that has it
	 * @param <T> what it returns
	 */
	@FunctionalInterface
	public interface Getter<S, T> extends Serializable {

		/**
		 * Get the value. Paths never call it: the method's name is all that counts.
		 * @param owner the object that has it
		 * @return the value
		 */
		@Nullable T get(S owner);

	}

}
