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
package io.github.memoizedprefetch.hibernate.mapping;

import java.util.Collection;
import java.util.Objects;
import java.util.TreeSet;

import io.github.memoizedprefetch.hibernate.codec.EmbeddedState;
import org.hibernate.Hibernate;
import org.hibernate.engine.FetchTiming;
import org.hibernate.engine.spi.CollectionKey;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.DiscriminatedAssociationModelPart;
import org.hibernate.metamodel.mapping.EmbeddableMappingType;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.ForeignKeyDescriptor;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.internal.EmbeddedIdentifierMappingImpl;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * A mapped attribute of an entity or embeddable, resolved once per plan.
 */
public final class Attribute {

	/** Why an association that only the mapping makes eager is loaded with its owner. */
	public static final String EAGER = "it is EAGER; let the reader's query leave it out with the hints of"
			+ " EagerAssociations.lazy(..), or map it with fetch = FetchType.LAZY";

	private final Mappings mappings;

	private final AttributeMapping mapping;

	private final Class<?> declaringClass;

	private final AttributeReader reader;

	public Attribute(Mappings mappings, AttributeMapping mapping) {
		this.mappings = mappings;
		this.mapping = mapping;
		this.reader = new AttributeReader(mappings, mapping);
		this.declaringClass = declaringClass(mapping.getDeclaringType());
	}

	private static Class<?> declaringClass(ManagedMappingType type) {
		return (type instanceof EntityPersister persister) ? persister.getMappedClass()
				: type.getMappedJavaType().getJavaTypeClass();
	}

	/**
	 * Read the attribute as Hibernate has set it, without initialising anything.
	 * @param owner an initialised owner, or a proxy of one
	 * @return the value; null also if the owner's class does not have the attribute
	 * @throws UnservableReferenceException if it cannot be read without loading
	 */
	public @Nullable Object get(Object owner) throws UnservableReferenceException {
		Object instance = Hibernate.unproxy(owner);
		return this.declaringClass.isInstance(instance) ? this.reader.read(instance) : null;
	}

	/**
	 * Set the attribute in the place of a proxy, as Hibernate would have.
	 * @param owner an initialised owner, or a proxy of one
	 * @param value what {@link #get} returns
	 * @return whether it is set
	 */
	public boolean replace(Object owner, Object value, @Nullable Object replacement) {
		return this.reader.replace(Hibernate.unproxy(owner), value, replacement);
	}

	/** Whether Hibernate reads a to-one association without a row as null. */
	public boolean isNullWithoutRow() {
		return this.mapping instanceof ToOneAttributeMapping toOne && toOne.isInternalLoadNullable();
	}

	/** Where the state of an entity has it; negative if it is no attribute of one. */
	public int statePosition() {
		return (this.mapping.getDeclaringType() instanceof EntityPersister) ? this.mapping.getStateArrayPosition() : -1;
	}

	/**
	 * Whether snapshots of owners tell what it leads to: whether it is no part of an id.
	 * @param embedded whether the owner is an embeddable that they tell
	 */
	public boolean isInSnapshots(boolean embedded) {
		return (embedded || this.mapping.getDeclaringType() instanceof EntityPersister)
				&& !(this.mapping.getStateArrayPosition() < 0)
				&& (toOne() != null || collection() != null || isEmbedded());
	}

	/**
	 * What the state of an entity says; null if its class does not have the attribute.
	 */
	public @Nullable Object stateIn(EntityPersister owner, @Nullable Object[] state) {
		return this.declaringClass.isAssignableFrom(owner.getMappedClass())
				? state[this.mapping.getStateArrayPosition()] : null;
	}

	/** What the state of an embedded value says. */
	public @Nullable Object stateIn(EmbeddedState owner) {
		return owner.part(this.mapping.getStateArrayPosition());
	}

	/** The key of the collection that an owner holds by that. */
	public @Nullable CollectionKey collectionKey(@Nullable Object key) {
		return (key != null && this.mapping instanceof PluralAttributeMapping plural)
				? new CollectionKey(plural.getCollectionDescriptor(), key) : null;
	}

	/**
	 * The target of a to-one association.
	 * @return the target, or null if this is something else
	 */
	public @Nullable EntityMapping toOne() {
		return (this.mapping instanceof ToOneAttributeMapping toOne)
				? this.mappings.entity(toOne.getAssociatedEntityMappingType().getEntityPersister()) : null;
	}

	/** The collection, or null if this is something else. */
	public @Nullable CollectionMapping collection() {
		return (this.mapping instanceof PluralAttributeMapping plural)
				? this.mappings.collection(plural.getCollectionDescriptor()) : null;
	}

	/**
	 * Whether this is an embedded value, whose attributes {@link #embedded} finds.
	 * @return whether it is embedded
	 */
	public boolean isEmbedded() {
		return this.mapping instanceof EmbeddableValuedModelPart;
	}

	/** The declared class, boxed. */
	public Class<?> javaType() {
		return this.mapping.getJavaType().getJavaTypeClass();
	}

	/** Whether this is an {@code @Any} association. */
	public boolean isAny() {
		return this.mapping instanceof DiscriminatedAssociationModelPart;
	}

	/**
	 * Find an attribute of this embedded value.
	 * @param name the attribute's name
	 * @return the attribute, or null if there is none
	 */
	public @Nullable Attribute embedded(String name) {
		AttributeMapping attribute = embeddable().findAttributeMapping(name);
		return (attribute != null) ? new Attribute(this.mappings, attribute) : null;
	}

	/**
	 * The names of the attributes of this embedded value.
	 * @return the names, sorted
	 */
	public Collection<String> embeddedNames() {
		TreeSet<String> names = new TreeSet<>();
		embeddable().forEachAttributeMapping((attribute) -> names.add(attribute.getAttributeName()));
		return names;
	}

	/**
	 * Why Hibernate loads this association together with its owner, so that prefetching
	 * comes too late for an owner that a reader has loaded.
	 * @return the reason and the remedy, or null if the association is lazy
	 */
	public @Nullable String loadedWithOwner() {
		if (this.mapping instanceof ToOneAttributeMapping toOne) {
			return loadedWithOwner(toOne);
		}
		if (this.mapping instanceof PluralAttributeMapping plural && !plural.getCollectionDescriptor().isLazy()) {
			return EAGER;
		}
		return null;
	}

	private static @Nullable String loadedWithOwner(ToOneAttributeMapping toOne) {
		if (toOne.getMappedFetchOptions().getTiming() == FetchTiming.IMMEDIATE) {
			if (toOne.hasNotFoundAction()) {
				return "@NotFound makes it EAGER; remove it, or leave the path out";
			}
			if (toOne.getSideNature() == ForeignKeyDescriptor.Nature.TARGET) {
				return "it is the inverse side of a @OneToOne, which Hibernate always loads with its owner;"
						+ " leave the path out";
			}
			String unproxied = unproxied(toOne); // which makes it EAGER, however it is
													// mapped
			return (unproxied != null) ? unproxied : EAGER;
		}
		if (toOne.getSideNature() == ForeignKeyDescriptor.Nature.TARGET && toOne.isNullable()) {
			return "it is the inverse side of an optional @OneToOne, which Hibernate always loads with its owner;"
					+ " leave the path out";
		}
		if (!toOne.isReferenceToPrimaryKey()) {
			return "its @JoinColumn references another column than the primary key; leave the path out";
		}
		return unproxied(toOne);
	}

	private static @Nullable String unproxied(ToOneAttributeMapping toOne) {
		EntityPersister target = toOne.getAssociatedEntityMappingType().getEntityPersister();
		boolean enhanced = target.getBytecodeEnhancementMetadata().isEnhancedForLazyLoading();
		return (!target.hasProxy() && !enhanced) ? "Hibernate cannot make proxies of "
				+ target.getMappedClass().getSimpleName() + "; make the class non-final" : null;
	}

	private EmbeddableMappingType embeddable() {
		return ((EmbeddableValuedModelPart) this.mapping).getEmbeddableTypeDescriptor();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Attribute attribute && attribute.mapping == this.mapping;
	}

	@Override
	public int hashCode() {
		return Objects.hashCode(this.mapping);
	}

	/**
	 * An {@code @EmbeddedId}, whose attributes a path may lead over.
	 */
	public static final class EmbeddedKey {

		private final Mappings mappings;

		private final EntityPersister persister;

		private final EmbeddedIdentifierMappingImpl id;

		private EmbeddedKey(Mappings mappings, EntityPersister persister, EmbeddedIdentifierMappingImpl id) {
			this.mappings = mappings;
			this.persister = persister;
			this.id = id;
		}

		/** The id, if the entity has an embedded one of that name. */
		static @Nullable EmbeddedKey of(Mappings mappings, EntityPersister persister, String name) {
			return (persister.getIdentifierMapping() instanceof EmbeddedIdentifierMappingImpl id
					&& id.getAttributeName().equals(name)) ? new EmbeddedKey(mappings, persister, id) : null;
		}

		/**
		 * Read the id without initialising anything.
		 * @param owner an initialised entity, or a proxy of one
		 * @return its id
		 */
		public @Nullable Object get(Object owner) {
			Object entity = Hibernate.unproxy(owner);
			return this.persister.getMappedClass().isInstance(entity) ? this.id.getIdentifier(entity) : null;
		}

		/**
		 * Find an attribute of the id.
		 * @param name the attribute's name
		 * @return the attribute, or null if there is none
		 */
		public @Nullable Attribute attribute(String name) {
			AttributeMapping attribute = this.id.getEmbeddableTypeDescriptor().findAttributeMapping(name);
			return (attribute != null) ? new Attribute(this.mappings, attribute) : null;
		}

		/**
		 * The names of the attributes of the id.
		 * @return the names, sorted
		 */
		public Collection<String> attributeNames() {
			TreeSet<String> names = new TreeSet<>();
			this.id.getEmbeddableTypeDescriptor()
				.forEachAttributeMapping((attribute) -> names.add(attribute.getAttributeName()));
			return names;
		}

	}

}
