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
package io.github.memoizedprefetch.autoconfigure.step;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/**
 * What the readers, processors and writers of Spring Batch delegate to.
 */
public final class Delegates {

	private static final String ITEM = "org.springframework.batch.infrastructure.item.";

	private static final String ASYNC = "org.springframework.batch.integration.async.";

	private static final String CLASSIFIER = "classifier";

	/** The fields by the classes that have them; the native hints name them too. */
	static final Map<String, String> FIELDS = new LinkedHashMap<>();

	static {
		FIELDS.put(ITEM + "support.CompositeItemProcessor", "delegates");
		FIELDS.put(ITEM + "support.CompositeItemReader", "delegates");
		FIELDS.put(ITEM + "support.CompositeItemWriter", "delegates");
		FIELDS.put(ITEM + "support.ClassifierCompositeItemProcessor", CLASSIFIER);
		FIELDS.put(ITEM + "support.ClassifierCompositeItemWriter", CLASSIFIER);
		FIELDS.put(ITEM + "support.SynchronizedItemReader", "delegate");
		FIELDS.put(ITEM + "support.SynchronizedItemStreamReader", "delegate");
		FIELDS.put(ITEM + "support.SynchronizedItemWriter", "delegate");
		FIELDS.put(ITEM + "support.SynchronizedItemStreamWriter", "delegate");
		FIELDS.put(ITEM + "support.SingleItemPeekableItemReader", "delegate");
		FIELDS.put(ITEM + "adapter.AbstractMethodInvokingDelegator", "targetObject");
		FIELDS.put(ITEM + "file.MultiResourceItemReader", "delegate");
		FIELDS.put(ITEM + "file.MultiResourceItemWriter", "delegate");
		FIELDS.put(ASYNC + "AsyncItemProcessor", "delegate");
		FIELDS.put(ASYNC + "AsyncItemWriter", "delegate");
		FIELDS.put("io.github.memoizedprefetch.batch.MemoizedPrefetchItemReader", "delegate");
	}

	private Delegates() {
	}

	/** The delegates of a reader, processor or writer, in their order. */
	public static List<Object> of(Object part) {
		for (Class<?> type = part.getClass(); type != null; type = type.getSuperclass()) {
			String field = FIELDS.get(type.getName());
			if (field != null) {
				Object value = Fields.get(type, field, part);
				return (CLASSIFIER.equals(field) ? classified(value) : values(value)).toList();
			}
		}
		return List.of();
	}

	public static boolean has(Class<?> part) {
		return Stream.<Class<?>>iterate(part, (type) -> type != null, Class::getSuperclass)
			.anyMatch((type) -> FIELDS.containsKey(type.getName()));
	}

	/** What a classifier, a lambda expression too, holds in its fields. */
	private static Stream<Object> classified(@Nullable Object classifier) {
		Object target = (classifier != null) ? Proxies.target(classifier) : null;
		if (target == null) {
			return Stream.empty();
		}
		Stream.Builder<Object> values = Stream.builder();
		ReflectionUtils.doWithFields(target.getClass(),
				(field) -> values(Fields.get(field, target)).flatMap(Delegates::unlessClassifier).forEach(values));
		return values.build();
	}

	private static Stream<Object> unlessClassifier(Object value) {
		return value.getClass().getName().startsWith("org.springframework.classify.") ? classified(value)
				: Stream.of(value);
	}

	private static Stream<Object> values(@Nullable Object value) {
		if (value == null || !value.getClass().getName().startsWith("java.util.")) {
			return Stream.ofNullable(value);
		}
		Stream<?> values = (value instanceof Map<?, ?> map) ? map.values().stream()
				: (value instanceof Collection<?> collection) ? collection.stream() : Stream.empty();
		return values.filter(Objects::nonNull).map((element) -> (Object) element);
	}

}
