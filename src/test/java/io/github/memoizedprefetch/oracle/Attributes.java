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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.memoizedprefetch.oracle.model.Stored;
import org.hibernate.Hibernate;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.DiscriminatedAssociationModelPart;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.EntityValuedModelPart;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.metamodel.mapping.NonAggregatedIdentifierMapping;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;

/**
 * The mapping metamodel, as far as the oracle walks it.
 */
final class Attributes {

	private final SessionFactoryImplementor factory;

	private final Map<ManagedMappingType, List<AttributeMapping>> declared = new ConcurrentHashMap<>();

	Attributes(SessionFactoryImplementor factory) {
		this.factory = factory;
	}

	SessionFactoryImplementor factory() {
		return this.factory;
	}

	EntityPersister entity(Class<?> type) {
		return this.factory.getMappingMetamodel().getEntityDescriptor(type);
	}

	EntityPersister entity(Object instance) {
		return entity(Hibernate.getClass(instance));
	}

	/** All attributes, sorted by name. */
	List<AttributeMapping> of(ManagedMappingType type) {
		return this.declared.computeIfAbsent(type, (key) -> {
			List<AttributeMapping> attributes = new ArrayList<>();
			key.forEachAttributeMapping((AttributeMapping attribute) -> attributes.add(attribute));
			if (key instanceof EntityPersister entity
					&& entity.getIdentifierMapping() instanceof NonAggregatedIdentifierMapping id) {
				id.getEmbeddableTypeDescriptor()
					.forEachAttributeMapping((AttributeMapping attribute) -> attributes.add(attribute));
			}
			attributes.removeIf((attribute) -> attribute.getAttributeName().startsWith("_"));
			attributes.sort(Comparator.comparing(AttributeMapping::getAttributeName));
			return attributes;
		});
	}

	/** The type that paths go on from behind an attribute; null behind basic ones. */
	static ManagedMappingType target(AttributeMapping attribute) {
		if (attribute instanceof ToOneAttributeMapping toOne) {
			return toOne.getAssociatedEntityMappingType();
		}
		if (attribute instanceof EmbeddableValuedModelPart embedded) {
			return embedded.getEmbeddableTypeDescriptor();
		}
		return (attribute instanceof PluralAttributeMapping plural) ? elementType(plural) : null;
	}

	/** The entities that an {@code @Any} may refer to, sorted by name. */
	static List<Class<?>> targets(DiscriminatedAssociationModelPart any) {
		List<Class<?>> targets = new ArrayList<>();
		any.getDiscriminatorMapping()
			.getValueConverter()
			.forEachValueDetail((value) -> targets.add(value.getIndicatedEntity().getJavaType().getJavaTypeClass()));
		targets.sort(Comparator.comparing(Class::getSimpleName));
		return targets;
	}

	private static ManagedMappingType elementType(PluralAttributeMapping plural) {
		if (plural.getElementDescriptor() instanceof EmbeddableValuedModelPart embedded) {
			return embedded.getEmbeddableTypeDescriptor();
		}
		return (plural.getElementDescriptor() instanceof EntityValuedModelPart entity) ? entity.getEntityMappingType()
				: null;
	}

	private String text(Object id) {
		if (id instanceof byte[] bytes) {
			return HexFormat.of().formatHex(bytes);
		}
		if (id instanceof BigDecimal decimal) {
			return decimal.stripTrailingZeros().toPlainString(); // the mapping's equality
		}
		return (id instanceof Stored) ? label(id) : String.valueOf(id);
	}

	/** Which row a reference is to, read without initialising it. */
	String label(Object reference) {
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(reference);
		EntityPersister persister = (proxy != null)
				? this.factory.getMappingMetamodel().getEntityDescriptor(proxy.getEntityName()) : entity(reference);
		Object id = (proxy != null) ? proxy.getInternalIdentifier() : persister.getIdentifier(reference);
		String root = persister.getRootEntityName();
		return root.substring(root.lastIndexOf('.') + 1) + "#" + text(id);
	}

}
