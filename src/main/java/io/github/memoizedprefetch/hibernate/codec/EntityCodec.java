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

import java.io.InputStream;
import java.sql.Blob;
import java.sql.Clob;

import org.hibernate.bytecode.enhance.spi.LazyPropertyInitializer;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.jpa.event.spi.CallbackType;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.AttributeMetadata;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.BasicType;
import org.hibernate.type.Type;
import org.hibernate.type.descriptor.java.MutabilityPlan;
import org.jspecify.annotations.Nullable;

/**
 * Turns the state of entities of one concrete class into a form that no session owns, and
 * back. The same as Hibernate's {@code StandardCacheEntryImpl}, except that it does not
 * require basic values to be serializable, nor the entity to be managed.
 */
public final class EntityCodec {

	private final EntityPersister persister;

	private final PropertyCodec[] properties;

	/** How values are copied for dirty checking; null if they are not. */
	private final @Nullable MutabilityPlan<Object>[] plans;

	private final boolean mutableValues;

	private final boolean mayLoad;

	/** Whether there is no state but what getters return, which setters may change. */
	private final boolean doubtful;

	/** Whether values are set by methods, which may do anything. */
	private final boolean accessors;

	private final boolean postLoadCallbacks;

	private final boolean plainIds;

	private final @Nullable String unsupported;

	private final ReadOnlyEntities readOnly;

	public EntityCodec(EntityPersister persister, ReadOnlyEntities readOnly) {
		this.persister = persister;
		this.readOnly = readOnly;
		Type[] types = persister.getPropertyTypes();
		this.properties = new PropertyCodec[types.length];
		this.plans = newPlans(types.length);
		boolean mutable = false;
		boolean loads = false;
		for (int i = 0; i < types.length; i++) {
			AttributeMapping attribute = persister.getAttributeMapping(i);
			this.properties[i] = PropertyCodec.of(types[i], attribute, persister.getFactory());
			loads |= this.properties[i].mayLoad() || FetchTypes.isEager(attribute);
			this.plans[i] = plan(attribute.getAttributeMetadata());
			mutable |= this.plans[i] != null;
		}
		this.mutableValues = mutable;
		this.mayLoad = loads;
		this.accessors = Accessors.areMethods(persister);
		this.doubtful = !persister.isMutable() && !Accessors.areFields(persister);
		this.postLoadCallbacks = persister.getFactory()
			.getEventEngine()
			.getCallbackRegistry()
			.hasRegisteredCallbacks(persister.getMappedClass(), CallbackType.POST_LOAD);
		this.plainIds = isPlain(persister.getIdentifierType());
		this.unsupported = findUnsupported();
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static @Nullable MutabilityPlan<Object>[] newPlans(int length) {
		return new MutabilityPlan[length];
	}

	@SuppressWarnings("unchecked")
	private static @Nullable MutabilityPlan<Object> plan(AttributeMetadata attribute) {
		MutabilityPlan<Object> plan = attribute.getMutabilityPlan();
		return (attribute.isUpdatable() && plan.isMutable()) ? plan : null;
	}

	/** Whether ids of the type are equal if their own method says so. */
	public static boolean isPlain(Type idType) {
		return idType.getTypeForEqualsHashCode() == null;
	}

	public EntityPersister persister() {
		return this.persister;
	}

	/** What the memo knows an entity by: its id, if that is enough. */
	public Object memoKey(EntityKey key) {
		return this.plainIds ? key.getIdentifier() : key;
	}

	public boolean hasPostLoadCallbacks() {
		return this.postLoadCallbacks;
	}

	/**
	 * Whether making an instance is more than setting its fields, or leaves something to
	 * be written.
	 */
	public boolean isLoadNoticed(@Nullable Object[] state, SharedSessionContractImplementor session) {
		return this.postLoadCallbacks || this.accessors || (this.mutableValues && isChangedByCopying(state, session));
	}

	/** What dirty checking would find, of values that are not equal to their copies. */
	private boolean isChangedByCopying(@Nullable Object[] state, SharedSessionContractImplementor session) {
		Type[] types = this.persister.getPropertyTypes();
		for (int i = 0; i < types.length; i++) {
			MutabilityPlan<Object> plan = this.plans[i];
			if (plan != null && types[i] instanceof BasicType && state[i] != null
					&& state[i] != LazyPropertyInitializer.UNFETCHED_PROPERTY) {
				Object value = this.properties[i].assemble(state[i], this, session);
				if (value != null && !types[i].isEqual(value, plan.deepCopy(value))) {
					return true;
				}
			}
		}
		return false;
	}

	/** Whether no flush writes its entities, whatever their session is told. */
	public boolean isReadOnly() {
		return this.readOnly.has(this.persister);
	}

	/**
	 * Have somebody told what is changed in an entity that no flush writes, if anybody
	 * wants to know.
	 * @param values what it was loaded with
	 */
	public void watch(Object entity, EntityEntry entry, @Nullable Object[] values) {
		this.readOnly.watch(entity, entry, () -> loadedState(values));
	}

	/** Whether assembling can load other entities, which may refer back to this one. */
	public boolean mayLoad() {
		return this.mayLoad;
	}

	public @Nullable String unsupported() {
		return this.unsupported;
	}

	private @Nullable String findUnsupported() {
		if (PropertyCodec.holdsAssociation(this.persister.getIdentifierType())) {
			return "the id of " + this.persister.getMappedClass().getSimpleName()
					+ " holds an association, which cannot outlive its session;"
					+ " map it beside the id, with @MapsId or an @IdClass";
		}
		Type[] types = this.persister.getPropertyTypes();
		for (int i = 0; i < types.length; i++) {
			Class<?> type = types[i].getReturnedClass();
			if (Blob.class.isAssignableFrom(type) || Clob.class.isAssignableFrom(type)
					|| InputStream.class.isAssignableFrom(type)) {
				return this.persister.getMappedClass().getSimpleName() + "." + this.persister.getPropertyNames()[i]
						+ " is a " + type.getName() + ", which cannot outlive its transaction;"
						+ " map it as byte[] or String";
			}
			if (!this.properties[i].isSafe()) {
				return this.persister.getMappedClass().getSimpleName() + "." + this.persister.getPropertyNames()[i]
						+ " is mapped as immutable, but " + type.getName()
						+ " is not, and cannot be copied: make it Serializable or its fields final";
			}
		}
		return null;
	}

	/**
	 * The state of an entity.
	 * @throws Accessors.NotRepeatableException if it is not known
	 */
	public @Nullable Object[] disassemble(LoadedEntity loaded, SharedSessionContractImplementor session) {
		@Nullable Object[] values = loaded.state();
		if (this.doubtful) {
			Object copy = this.persister.instantiate(loaded.id(), session);
			this.persister.setValues(copy, values);
			Accessors.requireSame(this.persister.getPropertyTypes(), values, this.persister.getValues(copy));
		}
		@Nullable Object[] state = new Object[values.length];
		for (int i = 0; i < values.length; i++) {
			Object value = values[i];
			state[i] = (value == null || value == LazyPropertyInitializer.UNFETCHED_PROPERTY) ? value
					: this.properties[i].disassemble(value, loaded, session);
		}
		return state;
	}

	/**
	 * The values of an entity that is being built.
	 * @param known what is known of them; empty if nothing is
	 */
	public @Nullable Object[] assemble(@Nullable Object[] state, @Nullable Object[] known, Object entity,
			SharedSessionContractImplementor session) {
		@Nullable Object[] values = new Object[state.length];
		for (int i = 0; i < state.length; i++) {
			if (known.length > 0 && known[i] != null) {
				values[i] = known[i];
			}
			else {
				values[i] = (state[i] == LazyPropertyInitializer.UNFETCHED_PROPERTY) ? state[i]
						: this.properties[i].assemble(state[i], entity, session);
			}
		}
		return values;
	}

	/**
	 * Make a proxy of an entity, if attributes refer to it lazily.
	 * @param before the position of the attribute before which they are
	 * @param values takes the values that are known with that
	 */
	public void refer(@Nullable Object[] state, EntityKey key, int before, @Nullable Object[] values, Object entity,
			SharedSessionContractImplementor session) {
		for (int i = 0; i < before; i++) {
			Object value = this.properties[i].refer(state[i], key, entity, session);
			values[i] = (value != null) ? value : values[i];
		}
	}

	/**
	 * What dirty checking compares with: mutable values must not be shared with the
	 * entity, as far as Hibernate takes care that they are not.
	 */
	public @Nullable Object[] loadedState(@Nullable Object[] values) {
		if (!this.mutableValues) {
			return values;
		}
		@Nullable Object[] loaded = values.clone();
		for (int i = 0; i < loaded.length; i++) {
			MutabilityPlan<Object> plan = this.plans[i];
			Object value = loaded[i];
			if (plan != null && value != null && value != LazyPropertyInitializer.UNFETCHED_PROPERTY) {
				loaded[i] = plan.deepCopy(value);
			}
		}
		return loaded;
	}

}
