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

import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.util.List;
import java.util.Objects;

import io.github.memoizedprefetch.plan.ItemPath;
import io.github.memoizedprefetch.plan.Key;
import org.jspecify.annotations.Nullable;

/** Finds out what a function that gets ids is called, and from what it gets which. */
final class KeySources {

	private KeySources() {
	}

	static <S> ItemPath path(MemoizedPrefetch.KeyFunction<S, ?> function, Class<?> entity, String... paths) {
		Objects.requireNonNull(function, "key must not be null");
		SerializedLambda lambda = GetterName.lambda(function);
		String name = (lambda != null) ? GetterName.attribute(lambda) : null;
		ClassLoader loader = function.getClass().getClassLoader();
		Class<?> owner = owner(lambda, function);
		Class<?> type = (lambda != null) ? type(lambda.getImplMethodSignature(), loader, false) : null;
		@SuppressWarnings("unchecked")
		Key.Source source = new Key.Source((item) -> function.get((S) item), owner, type);
		return ItemPath.ofKey((name != null) ? name : "the key of " + entity.getSimpleName(),
				Key.of(entity, List.of(paths), source));
	}

	/** The class that a lambda is called with; null if that is not known. */
	static @Nullable Class<?> owner(@Nullable SerializedLambda lambda, Object function) {
		return (lambda != null) ? type(lambda.getInstantiatedMethodType(), function.getClass().getClassLoader(), true)
				: null;
	}

	private static @Nullable Class<?> type(String descriptor, @Nullable ClassLoader loader, boolean parameter) {
		try {
			MethodType type = MethodType.fromMethodDescriptorString(descriptor, loader);
			return parameter ? type.parameterType(0) : type.returnType();
		}
		catch (TypeNotPresentException | IllegalArgumentException | IndexOutOfBoundsException ex) {
			return null;
		}
	}

}
