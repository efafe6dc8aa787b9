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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchConfig;
import io.github.memoizedprefetch.hibernate.codec.Shareable;
import io.github.memoizedprefetch.oracle.model.Kind;
import io.github.memoizedprefetch.oracle.model.Model;
import io.github.memoizedprefetch.oracle.model.Stored;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;

/**
 * Cases in which detached items share all targets that can be shared, while others change
 * them. {@code oracle.shared=true} has cases of no other sort.
 */
final class SharedTargets {

	static final boolean ONLY = Boolean.getBoolean("oracle.shared");

	private SharedTargets() {
	}

	/** A case like the one of the seed, but for what it takes to share something. */
	static OracleCase of(long seed, Attributes attributes) {
		OracleCase any = OracleCase.of(seed, attributes);
		RandomValues random = new RandomValues(new Random(seed));
		Kind kind = (any.isWritingByItself() || any.kind() == Kind.SEVERAL) ? Kind.BASE : any.kind();
		Class<? extends Stored> itemType = any.itemType();
		Set<String> paths = Set.of();
		for (int i = 0; paths.stream().noneMatch((path) -> path.contains(".")); i++) {
			kind = (i < 20) ? kind : Kind.BASE;
			itemType = random.oneOf(kind.types().isEmpty() ? Model.CONCRETE : kind.itemTypes());
			paths = paths(attributes.entity(itemType), attributes, random);
		}
		int chunkSize = random.between(1, 3);
		return new OracleCase(seed, kind, itemType, paths, paths,
				random.oneOf(List.of(ReaderKind.STATELESS, ReaderKind.CLOSED, ReaderKind.CLEARED,
						ReaderKind.CLOSED_REFERENCES)),
				StepKind.LOOP, chunkSize, chunkSize, random.chance(70) ? 100 : random.between(1, 4), false, false,
				WriterKind.NONE, false, new TargetOptions(TargetOptions.Kind.SHARED, itemType, null), ItemKind.ENTITY,
				random.chance(10), random.chance(90), false, Windows.ofChunks(chunkSize), null);
	}

	private static Set<String> paths(EntityMappingType itemType, Attributes attributes, RandomValues random) {
		Set<String> paths = new LinkedHashSet<>();
		for (int i = 0; i < 6; i++) {
			String path = path(itemType, attributes, random);
			if (path.contains(".") || random.chance(15)) {
				paths.add(path);
			}
		}
		paths.remove("");
		return paths;
	}

	private static String path(EntityMappingType start, Attributes attributes, RandomValues random) {
		EntityMappingType type = start;
		List<String> segments = new ArrayList<>();
		Set<EntityPersister> met = new HashSet<>(Set.of(root(start)));
		for (int i = 0; i < 3; i++) {
			List<ToOneAttributeMapping> candidates = new ArrayList<>();
			for (AttributeMapping attribute : attributes.of(type)) {
				if (attribute instanceof ToOneAttributeMapping toOne
						&& !met.contains(root(toOne.getAssociatedEntityMappingType()))
						&& Shareable.reason(root(toOne.getAssociatedEntityMappingType())) == null) {
					candidates.add(toOne);
				}
			}
			if (candidates.isEmpty()) {
				break;
			}
			ToOneAttributeMapping attribute = random.oneOf(candidates);
			segments.add(attribute.getAttributeName());
			type = attribute.getAssociatedEntityMappingType();
			met.add(root(type));
		}
		return String.join(".", segments);
	}

	private static EntityPersister root(EntityMappingType type) {
		return (EntityPersister) type.getRootEntityDescriptor();
	}

	/**
	 * A prefetch with as much shared as can be.
	 * @param items of all classes that there may be: what plans them may refuse, too
	 */
	static MemoizedPrefetch build(SessionFactoryImplementor factory,
			Function<List<MemoizedPrefetchConfig<?>>, MemoizedPrefetch> builder, List<Object> items) {
		Set<Class<?>> shared = new HashSet<>();
		factory.getMappingMetamodel().forEachEntityDescriptor((entity) -> {
			EntityPersister root = root(entity);
			if (root.getMappedClass() != null && Shareable.reason(root) == null) {
				shared.add(root.getMappedClass());
			}
		});
		while (true) {
			try {
				List<MemoizedPrefetchConfig<?>> configs = shared.stream()
					.<MemoizedPrefetchConfig<?>>map((each) -> new MemoizedPrefetchConfig<>(each).shared(true))
					.collect(Collectors.toList());
				builder.apply(configs).processChunk(items);
				return builder.apply(configs);
			}
			catch (IllegalArgumentException ex) {
				if (!shared.removeIf((each) -> ex.getMessage().startsWith(each.getSimpleName() + " is shared(true)"))) {
					throw ex;
				}
			}
		}
	}

}
