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

package io.github.memoizedprefetch.oracle;

import java.util.regex.Pattern;

import io.github.memoizedprefetch.oracle.model.Crates;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.proxy.HibernateProxy;

/**
 * Whether references are proxies or instances, where that is rendered: among
 * {@link Crates}.
 */
final class Marks {

	/** One of them. */
	static final String PATTERN = "~[pi]";

	private static final Pattern MARK = Pattern.compile(PATTERN);

	private Marks() {
	}

	static boolean areAt(AttributeMapping attribute) {
		return attribute.getDeclaringType().getMappedJavaType().getJavaTypeClass().getEnclosingClass() == Crates.class;
	}

	static String of(AttributeMapping attribute, Object reference) {
		if (!areAt(attribute)) {
			return "";
		}
		return (reference instanceof HibernateProxy) ? "~p" : "~i";
	}

	static String without(String text) {
		return (text.indexOf('~') < 0) ? text : MARK.matcher(text).replaceAll("");
	}

}
