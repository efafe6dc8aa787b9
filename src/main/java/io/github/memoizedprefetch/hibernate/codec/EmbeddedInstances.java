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

import org.hibernate.metamodel.mapping.EmbeddableMappingType;
import org.hibernate.metamodel.spi.EmbeddableInstantiator;
import org.hibernate.metamodel.spi.EmbeddableRepresentationStrategy;
import org.hibernate.property.access.spi.PropertyAccess;
import org.hibernate.type.ComponentType;
import org.jspecify.annotations.Nullable;

/**
 * Makes the instances of an embeddable.
 */
final class EmbeddedInstances {

	private final EmbeddableMappingType mapping;

	private final @Nullable PropertyAccess parent;

	EmbeddedInstances(ComponentType type) {
		this.mapping = type.mappingModelPart().getEmbeddableTypeDescriptor();
		this.parent = type.mappingModelPart().getParentInjectionAttributePropertyAccess();
	}

	Object of(Class<?> type, @Nullable Object[] values, @Nullable Object owner) {
		Object value = instantiator(type).instantiate(() -> values);
		if (this.parent != null && owner != null) {
			this.parent.getSetter().set(value, owner);
		}
		return value;
	}

	private EmbeddableInstantiator instantiator(Class<?> type) {
		EmbeddableRepresentationStrategy strategy = this.mapping.getRepresentationStrategy();
		return this.mapping.isPolymorphic() ? strategy.getInstantiatorForClass(type.getName())
				: strategy.getInstantiator();
	}

}
