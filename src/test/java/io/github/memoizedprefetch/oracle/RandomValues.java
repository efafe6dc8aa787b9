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

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.github.memoizedprefetch.oracle.model.Blots.Grade;
import io.github.memoizedprefetch.oracle.model.Mood;
import io.github.memoizedprefetch.oracle.model.Values.Tone;
import org.hibernate.metamodel.mapping.AttributeMapping;

/**
 * Random values of basic attributes.
 */
final class RandomValues {

	private final Random random;

	RandomValues(Random random) {
		this.random = random;
	}

	/** A value of the attribute's type; null if that is allowed, now and then. */
	Object of(AttributeMapping attribute) {
		Class<?> type = attribute.getJavaType().getJavaTypeClass();
		if (attribute.getAttributeMetadata().isNullable() && this.random.nextInt(8) == 0) {
			return null;
		}
		return of(type);
	}

	Object of(Class<?> type) {
		int number = this.random.nextInt(40);
		if (type == String.class) {
			return "s" + number;
		}
		if (type == Integer.class || type == int.class) {
			return number;
		}
		if (type == Boolean.class || type == boolean.class) {
			return number < 20;
		}
		if (type == BigDecimal.class) {
			return BigDecimal.valueOf(number, 2);
		}
		if (type == LocalDate.class) {
			return LocalDate.EPOCH.plusDays(number);
		}
		if (type == Mood.class) {
			return new Mood("mood " + number);
		}
		if (type == LocalDateTime.class) {
			return LocalDateTime.of(2026, 3, 29, number % 24, 0);
		}
		if (type == Timestamp.class) {
			return Timestamp.valueOf((LocalDateTime) of(LocalDateTime.class));
		}
		if (type == Tone.class) {
			return new Tone("tone " + number);
		}
		if (type == Grade.class) {
			return new Grade(number);
		}
		if (type == byte[].class) {
			return new byte[] { (byte) number, 0, 1 };
		}
		throw new IllegalStateException("The oracle has no values of " + type);
	}

	<T> T oneOf(List<T> values) {
		return values.get(this.random.nextInt(values.size()));
	}

	/** Some of them, each at most once. */
	<T> List<T> some(List<T> values, int maximum) {
		List<T> rest = new ArrayList<>(values);
		List<T> some = new ArrayList<>();
		for (int i = this.random.nextInt(maximum + 1); i > 0 && !rest.isEmpty(); i--) {
			some.add(rest.remove(this.random.nextInt(rest.size())));
		}
		return some;
	}

	boolean chance(int percent) {
		return this.random.nextInt(100) < percent;
	}

	int between(int minimum, int maximum) {
		return minimum + this.random.nextInt(maximum - minimum + 1);
	}

}
