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

import org.hibernate.engine.spi.CascadeStyle;
import org.hibernate.engine.spi.CascadingActions;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.jpa.event.spi.CallbackType;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.BasicValuedModelPart;
import org.hibernate.metamodel.mapping.ForeignKeyDescriptor;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.sql.Template;
import org.hibernate.type.AnyType;
import org.hibernate.type.CollectionType;
import org.hibernate.type.CompositeType;
import org.hibernate.type.EntityType;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * Whether the entities that a session holds tell which of them a query by a key would
 * find, without a flush: only if nothing but their own attribute decides.
 */
final class FollowedKeys {

	private FollowedKeys() {
	}

	static boolean canFollow(EntityPersister entity, AttributePath path, Class<?> type) {
		AttributeMapping attribute = path.root();
		return attribute != null && path.isOwn() && LooseKey.isTold(type) && isPlain(path)
				&& !isComputed(entity, attribute) && !entity.hasWhereRestrictions()
				&& entity.getSoftDeleteMapping() == null && !isChangedByFlush(entity) && !isCascadedTo(entity);
	}

	static boolean isUpdateable(AttributePath path) {
		ToOneAttributeMapping association = path.foreignKey();
		return (association != null) ? association.getAttributeMetadata().isUpdatable() : path.value().isUpdateable();
	}

	private static boolean isPlain(AttributePath path) {
		ToOneAttributeMapping association = path.foreignKey();
		return isPlain(path.value(), association == null)
				&& (association == null || isPlain(association.getForeignKeyDescriptor(), association));
	}

	/** Its row has the key, and gets it from the entity's own attribute. */
	private static boolean isPlain(ForeignKeyDescriptor key, ToOneAttributeMapping association) {
		return key.getJdbcTypeCount() == 1 && !key.getSelectable(0).isFormula()
				&& association.getAttributeMetadata().isInsertable();
	}

	private static boolean isPlain(BasicValuedModelPart part, boolean own) {
		return part.getJdbcMapping().getValueConverter() == null && !part.isFormula() && (!own || part.isInsertable())
				&& isPlainRead(part.getCustomReadExpression(), part.getSelectionExpression())
				&& (part.getCustomWriteExpression() == null || part.getCustomWriteExpression().equals("?"));
	}

	private static boolean isPlainRead(@Nullable String expression, String column) {
		return expression == null || expression.equals(Template.TEMPLATE + "." + column);
	}

	private static boolean isComputed(EntityPersister entity, AttributeMapping attribute) {
		int position = attribute.getStateArrayPosition();
		return entity.getGenerators()[position] != null || entity.getPropertyLaziness()[position];
	}

	private static boolean isChangedByFlush(EntityPersister entity) {
		return entity.getFactory()
			.getEventEngine()
			.getCallbackRegistry()
			.hasRegisteredCallbacks(entity.getMappedClass(), CallbackType.PRE_UPDATE);
	}

	/** A flush may persist or remove it, because something else refers to it or not. */
	private static boolean isCascadedTo(EntityPersister entity) {
		SessionFactoryImplementor factory = entity.getFactory();
		boolean[] cascaded = new boolean[1];
		factory.getMappingMetamodel().forEachEntityDescriptor((owner) -> {
			Type[] types = owner.getPropertyTypes();
			for (int i = 0; i < types.length; i++) {
				cascaded[0] |= isCascaded(types[i], owner.getPropertyCascadeStyles()[i], entity, factory);
			}
		});
		return cascaded[0];
	}

	private static boolean isCascaded(Type type, CascadeStyle style, EntityPersister entity,
			SessionFactoryImplementor factory) {
		if (type instanceof CompositeType composite && !(type instanceof AnyType)) {
			boolean any = false;
			for (int i = 0; i < composite.getSubtypes().length; i++) {
				any |= isCascaded(composite.getSubtypes()[i], composite.getCascadeStyle(i), entity, factory);
			}
			return any;
		}
		if (!style.doCascade(CascadingActions.PERSIST_ON_FLUSH) && !style.hasOrphanDelete()) {
			return false;
		}
		if (type instanceof EntityType association) {
			return isRelated(association.getAssociatedEntityName(), entity, factory);
		}
		if (type instanceof CollectionType collection) {
			Type element = collection.getElementType(factory);
			return isCascaded(element, style, entity, factory);
		}
		return type instanceof AnyType;
	}

	private static boolean isRelated(String name, EntityPersister entity, SessionFactoryImplementor factory) {
		return factory.getMappingMetamodel()
			.getEntityDescriptor(name)
			.getRootEntityName()
			.equals(entity.getRootEntityName());
	}

}
