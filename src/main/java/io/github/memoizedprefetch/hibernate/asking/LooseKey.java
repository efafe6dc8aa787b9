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
package io.github.memoizedprefetch.hibernate.asking;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;
import java.util.Date;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What is the same for all keys that a database may take for equal: some compare texts
 * without case, accents or trailing spaces, and numbers without their scale. Keys that
 * differ in it are different for every database.
 */
public final class LooseKey {

	private static final Pattern IGNORED = Pattern.compile("\\p{M}|\\p{Cntrl}|\\p{Cf}| +$");

	/** Which every database compares as Java does. */
	private static final Set<Class<?>> EXACT = Set.of(Long.class, Integer.class, Short.class, Byte.class,
			BigInteger.class, UUID.class, LocalDate.class, Boolean.class);

	private LooseKey() {
	}

	public static Object of(Object key) {
		if (key instanceof String || key instanceof Character) {
			return ofText(key.toString());
		}
		if (key instanceof EntityId entity) {
			return entity.loose();
		}
		if (key instanceof KeyParts parts) {
			return parts.loose();
		}
		return (key instanceof BigDecimal number) ? number.stripTrailingZeros() : key;
	}

	private static String ofText(String text) {
		if (isPlain(text)) {
			return text.toUpperCase(Locale.ROOT);
		}
		String letters = IGNORED.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
		return letters.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT);
	}

	private static boolean isPlain(String text) {
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			if (character <= ' ' || character >= 127) {
				return false;
			}
		}
		return true;
	}

	/** Whether keys of the class are equal in the database if and only if in Java. */
	public static boolean isExact(Class<?> type) {
		return EXACT.contains(type) || type.isEnum();
	}

	/**
	 * Whether keys of the class are different in the database if their loose keys are.
	 */
	static boolean isTold(Class<?> type) {
		return isExact(type) || type == String.class;
	}

	/**
	 * Whether a key that is like none of some rows has none of them. Numbers and times
	 * may be rounded to what a column holds, and what a converter makes of other keys is
	 * not known here.
	 */
	public static boolean isToldApart(Object key) {
		if (key instanceof EntityId entity) {
			return isToldApart(entity.id());
		}
		if (key instanceof KeyParts parts) {
			return parts.isToldApart();
		}
		if (key instanceof Temporal time && time.isSupported(ChronoField.NANO_OF_SECOND)) {
			return time.get(ChronoField.NANO_OF_SECOND) == 0;
		}
		return isTold(key.getClass()) || key instanceof Character;
	}

	/** Whether different keys that were read from rows are different in the database. */
	public static boolean isOrdered(Object key) {
		if (key instanceof KeyParts parts) {
			return parts.isOrdered();
		}
		return (key instanceof EntityId entity) ? isOrdered(entity.id())
				: key instanceof Number || key instanceof Temporal || key instanceof Date;
	}

	/** Whether no database takes the two for equal. */
	public static boolean areDifferent(Object one, Object other) {
		if (one instanceof EntityId entity && other instanceof EntityId another) {
			return !entity.root().equals(another.root()) || areDifferent(entity.id(), another.id());
		}
		if (one instanceof KeyParts parts && other instanceof KeyParts others) {
			return parts.isDifferent(others);
		}
		if (isExact(one.getClass()) && one.getClass() == other.getClass()) {
			return !one.equals(other);
		}
		return one instanceof String text && other instanceof String another && isPlain(text) && isPlain(another)
				&& !text.equalsIgnoreCase(another);
	}

}
