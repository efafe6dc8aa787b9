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
package io.github.memoizedprefetch.hibernate.snapshot;

import java.util.ArrayList;
import java.util.List;

import io.github.memoizedprefetch.hibernate.codec.EntityCodec;
import io.github.memoizedprefetch.hibernate.codec.FetchTypes;
import io.github.memoizedprefetch.hibernate.codec.ValueForm;
import io.github.memoizedprefetch.hibernate.mapping.JoinTable;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.BasicEntityIdentifierMapping;
import org.hibernate.metamodel.mapping.BasicValuedModelPart;
import org.hibernate.metamodel.mapping.ForeignKeyDescriptor;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.CollectionType;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * Reads the snapshots of a whole table from its columns, without making entities of the
 * rows: of an entity that is no part of a hierarchy and has a basic id, basic values,
 * lazy foreign keys and lazy collections only.
 */
public final class TableReader {

	private final EntityCodec codec;

	private final String query;

	/** Where the property's value is in a row, and how its state is made of it. */
	private final Column[] columns;

	private TableReader(EntityCodec codec, String query, Column[] columns) {
		this.codec = codec;
		this.query = query;
		this.columns = columns;
	}

	/**
	 * A property's part of a row.
	 *
	 * @param index where its value, or a collection's key, is
	 * @param target the entity that the value is the id of, or null
	 * @param form how the value is kept, or null
	 */
	private record Column(int index, @Nullable EntityPersister target, @Nullable ValueForm form) {
	}

	/** The reader, or null if entities of this class have to be loaded as such. */
	public static @Nullable TableReader of(EntityCodec codec) {
		EntityPersister persister = codec.persister();
		if (!isPlain(persister)) {
			return null;
		}
		StringBuilder query = new StringBuilder("select id(e)");
		Column[] columns = new Column[persister.getPropertyTypes().length];
		int next = 1;
		for (int i = 0; i < columns.length; i++) {
			AttributeMapping attribute = persister.getAttributeMapping(i);
			if (attribute instanceof PluralAttributeMapping collection
					&& isPlain(persister.getPropertyTypes()[i], collection)) {
				columns[i] = new Column(0, null, null);
			}
			else if (attribute instanceof BasicValuedModelPart && !attribute.getAttributeName().startsWith("_")) {
				query.append(", e.").append(attribute.getAttributeName());
				columns[i] = new Column(next++, null,
						ValueForm.of(persister.getPropertyTypes()[i], persister.getFactory()));
			}
			else if (attribute instanceof ToOneAttributeMapping toOne && isPlain(toOne)) {
				EntityPersister target = toOne.getAssociatedEntityMappingType().getEntityPersister();
				query.append(", e.")
					.append(attribute.getAttributeName())
					.append('.')
					.append(target.getIdentifierPropertyName());
				columns[i] = new Column(next++, target, null);
			}
			else {
				return null;
			}
		}
		query.append(" from ").append(persister.getEntityName()).append(" e");
		return new TableReader(codec, query.toString(), columns);
	}

	private static boolean isPlain(EntityPersister persister) {
		return persister.getSuperMappingType() == null && persister.getSubMappingTypes().isEmpty()
				&& persister.getIdentifierMapping() instanceof BasicEntityIdentifierMapping
				&& !persister.getBytecodeEnhancementMetadata().isEnhancedForLazyLoading();
	}

	/** Whether the foreign key can be read without a join, which could lose rows. */
	private static boolean isPlain(ToOneAttributeMapping toOne) {
		EntityPersister target = toOne.getAssociatedEntityMappingType().getEntityPersister();
		return !FetchTypes.isEager(toOne) && toOne.isReferenceToPrimaryKey() && !toOne.hasNotFoundAction()
				&& toOne.getSideNature() == ForeignKeyDescriptor.Nature.KEY
				&& target.getIdentifierMapping() instanceof BasicEntityIdentifierMapping
				&& target.getIdentifierPropertyName() != null && JoinTable.hasAllRows(target)
				&& !target.isConcreteProxy();
	}

	/** Whether the key is the owner's id. */
	private static boolean isPlain(Type type, AttributeMapping collection) {
		return !FetchTypes.isEager(collection) && type instanceof CollectionType collectionType
				&& collectionType.getLHSPropertyName() == null;
	}

	public List<Snapshot> read(int maxResults, SessionImplementor session) {
		List<Object[]> rows = session.createSelectionQuery(this.query, Object[].class)
			.setMaxResults(maxResults)
			.getResultList();
		List<Snapshot> snapshots = new ArrayList<>(rows.size());
		for (Object[] row : rows) {
			EntityKey key = session.generateEntityKey(row[0], this.codec.persister());
			snapshots.add(new Snapshot(key, this.codec, state(row)));
		}
		return snapshots;
	}

	private @Nullable Object[] state(Object[] row) {
		@Nullable Object[] state = new Object[this.columns.length];
		for (int i = 0; i < state.length; i++) {
			Column column = this.columns[i];
			Object value = row[column.index()];
			state[i] = (value != null) ? state(value, column) : null;
		}
		return state;
	}

	private static @Nullable Object state(Object value, Column column) {
		if (column.target() != null) {
			return new EntityKey(value, column.target());
		}
		return (column.form() != null) ? column.form().take(value) : value;
	}

}
