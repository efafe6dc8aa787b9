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
package io.github.memoizedprefetch.hibernate.codec;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * Tells whether instances of a class can be shared: a mapping may call values immutable
 * whose class is not.
 */
final class ImmutableClasses {

	private static final Set<Class<?>> KNOWN = Set.of(String.class, Boolean.class, Character.class, Byte.class,
			Short.class, Integer.class, Long.class, Float.class, Double.class, BigDecimal.class, BigInteger.class,
			UUID.class, URL.class, URI.class, Locale.class, Currency.class, Class.class, InetAddress.class);

	private ImmutableClasses() {
	}

	static boolean contains(Class<?> type) {
		if (type.isPrimitive() || type.isEnum() || KNOWN.contains(type) || InetAddress.class.isAssignableFrom(type)) {
			return true;
		}
		if (type.getPackageName().startsWith("java.")) {
			return type.getPackageName().startsWith("java.time") && Modifier.isFinal(type.getModifiers());
		}
		return Enum.class.isAssignableFrom(type) || (Modifier.isFinal(type.getModifiers()) && hasFinalFields(type));
	}

	/** No class contains itself here: that could never be made. */
	private static boolean hasFinalFields(Class<?> type) {
		for (Class<?> owner = type; owner != null && owner != Object.class; owner = owner.getSuperclass()) {
			for (Field field : owner.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers()) && (!Modifier.isFinal(field.getModifiers())
						|| field.getType() == type || !contains(field.getType()))) {
					return false;
				}
			}
		}
		return true;
	}

}
