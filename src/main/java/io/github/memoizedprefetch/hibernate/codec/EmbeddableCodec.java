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

import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.mapping.EmbeddableMappingType;
import org.hibernate.type.ComponentType;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * An embeddable that holds associations, kept as its class and the states of its parts.
 */
final class EmbeddableCodec extends PropertyCodec {

	private final EmbeddedInstances instances;

	private final PropertyCodec[] parts;

	EmbeddableCodec(ComponentType type, SessionFactoryImplementor factory) {
		super(type);
		this.instances = new EmbeddedInstances(type);
		EmbeddableMappingType mapping = type.mappingModelPart().getEmbeddableTypeDescriptor();
		Type[] types = type.getSubtypes();
		this.parts = new PropertyCodec[types.length];
		for (int i = 0; i < types.length; i++) {
			this.parts[i] = of(types[i], mapping.getAttributeMapping(i), factory);
		}
	}

	@Override
	boolean mayLoad() {
		return true;
	}

	@Override
	boolean isSafe() {
		for (PropertyCodec part : this.parts) {
			if (!part.isSafe()) {
				return false;
			}
		}
		return true;
	}

	@Override
	Object disassemble(Object value, @Nullable LoadedEntity owner, SharedSessionContractImplementor session) {
		@Nullable Object[] values = ((ComponentType) this.type).getPropertyValues(value);
		@Nullable Object[] states = new Object[values.length];
		for (int i = 0; i < values.length; i++) {
			Object part = values[i];
			states[i] = (part != null) ? this.parts[i].disassemble(part, owner, session) : null;
		}
		return new EmbeddedState(value.getClass(), states);
	}

	@Override
	@Nullable Object refer(@Nullable Object state, EntityKey key, Object owner, SharedSessionContractImplementor session) {
		boolean known = false;
		if (state instanceof EmbeddedState form) {
			for (int i = 0; i < this.parts.length; i++) {
				known |= this.parts[i].refer(form.parts()[i], key, owner, session) != null;
			}
		}
		return known ? assemble(state, owner, session) : null;
	}

	@Override
	@Nullable Object assemble(@Nullable Object state, Object owner, SharedSessionContractImplementor session) {
		if (state == null) {
			return null;
		}
		EmbeddedState form = (EmbeddedState) state;
		@Nullable Object[] values = new Object[this.parts.length];
		for (int i = 0; i < values.length; i++) {
			values[i] = this.parts[i].assemble(form.parts()[i], owner, session);
		}
		return this.instances.of(form.type(), values, owner);
	}

}
