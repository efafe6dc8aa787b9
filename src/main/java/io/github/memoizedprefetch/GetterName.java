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
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;

import io.github.memoizedprefetch.answer.NamedKey;
import io.github.memoizedprefetch.plan.PropertyName;
import io.github.memoizedprefetch.plan.WrittenLambda;
import org.jspecify.annotations.Nullable;

/** Finds the attribute behind a method reference. */
final class GetterName {

	private GetterName() {
	}

	static String of(AssociationPath.Getter<?, ?> getter) {
		SerializedLambda lambda = lambda(getter);
		String attribute = (lambda != null) ? attribute(lambda) : null;
		if (attribute == null) {
			throw new IllegalArgumentException("An AssociationPath takes method references to getters or record"
					+ " accessors, like Review::getBook; this is a lambda expression or an object, whose attribute"
					+ " cannot be known: " + getter);
		}
		return attribute;
	}

	/** The attribute that a method reference gets; null if it is none. */
	static @Nullable String attribute(SerializedLambda lambda) {
		return isMethodReference(lambda) ? attribute(lambda.getImplMethodName()) : null;
	}

	/** What is behind a lambda; null if it is none. */
	static @Nullable SerializedLambda lambda(Serializable getter) {
		return WrittenLambda.of(getter);
	}

	/** Like {@code com.acme.Product.sku}; null if it is no method reference. */
	static @Nullable String qualified(Serializable getter) {
		if (getter instanceof NamedKey named) {
			return named.name();
		}
		SerializedLambda lambda = lambda(getter);
		String name = (lambda != null) ? attribute(lambda) : null;
		Class<?> owner = (lambda != null) ? KeySources.owner(lambda, getter) : null;
		return (owner != null && name != null) ? owner.getName() + "." + name : null;
	}

	private static boolean isMethodReference(SerializedLambda lambda) {
		int kind = lambda.getImplMethodKind();
		return (kind == MethodHandleInfo.REF_invokeVirtual || kind == MethodHandleInfo.REF_invokeInterface)
				&& lambda.getCapturedArgCount() == 0 && lambda.getImplMethodSignature().startsWith("()")
				&& !lambda.getImplMethodName().startsWith("lambda$");
	}

	/** By the rules of JavaBeans; a record's accessor is named like its component. */
	private static String attribute(String method) {
		String name = PropertyName.of(method);
		return (name != null) ? name : method;
	}

}
