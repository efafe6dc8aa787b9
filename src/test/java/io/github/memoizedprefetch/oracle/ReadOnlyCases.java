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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.github.memoizedprefetch.MemoizedPrefetchConfig;
import io.github.memoizedprefetch.oracle.model.Kind;
import io.github.memoizedprefetch.oracle.model.Stored;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.persister.entity.EntityPersister;

/**
 * Has a target of a case read-only, which the processor does not change then: the same is
 * read and written as without. Draws by itself, so that a seed is the same case
 * otherwise.
 */
final class ReadOnlyCases {

	private final Attributes attributes;

	ReadOnlyCases(Attributes attributes) {
		this.attributes = attributes;
	}

	OracleCase of(OracleCase any) {
		if (any.isWritingByItself() || any.kind() == Kind.LOOKUPS) {
			return any;
		}
		Map<String, Class<? extends Stored>> targets = new TreeMap<>();
		any.configured().forEach((path) -> collect(this.attributes.entity(any.itemType()), path.split("\\."), targets));
		if (targets.isEmpty()) {
			return any;
		}
		RandomValues random = new RandomValues(new Random(any.seed() * 6007 + 3));
		Class<? extends Stored> drawn = random.oneOf(List.copyOf(targets.values()));
		TargetOptions options = any.options();
		// a hierarchy has one config
		return any.readOnly(
				(options.config() != null && root(drawn).equals(root(options.target()))) ? options.target() : drawn);
	}

	private String root(Class<?> type) {
		return this.attributes.entity(type).getRootEntityName();
	}

	/** The entities on the way, those of attributes of subclasses among them. */
	private void collect(ManagedMappingType start, String[] path, Map<String, Class<? extends Stored>> targets) {
		Collection<ManagedMappingType> types = List.of(start);
		for (String segment : path) {
			List<ManagedMappingType> next = new ArrayList<>();
			types.forEach((type) -> addTargets(type, segment, next));
			next.forEach((type) -> {
				if (type instanceof EntityPersister entity) {
					targets.put(entity.getEntityName(), entity.getMappedClass().asSubclass(Stored.class));
				}
			});
			types = next;
		}
	}

	private void addTargets(ManagedMappingType type, String name, List<ManagedMappingType> targets) {
		for (AttributeMapping attribute : this.attributes.of(type)) {
			ManagedMappingType target = attribute.getAttributeName().equals(name) ? Attributes.target(attribute) : null;
			if (target != null) {
				targets.add(target);
			}
		}
		if (targets.isEmpty() && type instanceof EntityMappingType entity) {
			entity.getSubMappingTypes().forEach((subtype) -> addTargets(subtype, name, targets));
		}
	}

	/** The configs of a case. */
	static List<MemoizedPrefetchConfig<?>> configs(OracleCase oracleCase) {
		List<MemoizedPrefetchConfig<?>> configs = new ArrayList<>();
		MemoizedPrefetchConfig<?> config = oracleCase.options().config();
		Class<? extends Stored> readOnly = oracleCase.readOnly();
		if (config != null) {
			configs.add(config.readOnly(readOnly == oracleCase.options().target()));
		}
		if (readOnly != null && (config == null || readOnly != oracleCase.options().target())) {
			configs.add(new MemoizedPrefetchConfig<>(readOnly).readOnly(true));
		}
		return configs;
	}

}
