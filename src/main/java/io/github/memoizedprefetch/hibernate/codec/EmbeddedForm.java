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

import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.type.ComponentType;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * An embeddable, kept as its class and values.
 */
final class EmbeddedForm extends ValueForm {

	private final ComponentType type;

	private final ValueForm[] parts;

	private final EmbeddedInstances instances;

	/** Whether its accessors may not give back what they were given. */
	private final boolean doubtful;

	private EmbeddedForm(ComponentType type, ValueForm[] parts) {
		this.type = type;
		this.parts = parts;
		this.instances = new EmbeddedInstances(type);
		this.doubtful = !Accessors.areFields(type.mappingModelPart().getEmbeddableTypeDescriptor());
	}

	static @Nullable EmbeddedForm of(ComponentType type, SessionFactoryImplementor factory) {
		Type[] types = type.getSubtypes();
		ValueForm[] parts = new ValueForm[types.length];
		for (int i = 0; i < types.length; i++) {
			ValueForm part = ValueForm.of(types[i], factory);
			if (part == null) {
				return null;
			}
			parts[i] = part;
		}
		return new EmbeddedForm(type, parts);
	}

	@Override
	public Object take(Object value) {
		EmbeddedState form = new EmbeddedState(value.getClass(), take(this.type.getPropertyValues(value)));
		if (this.doubtful) {
			Accessors.requireSame(this.type.getSubtypes(), this.type.getPropertyValues(value),
					this.type.getPropertyValues(make(form, null)));
		}
		return form;
	}

	private @Nullable Object[] take(@Nullable Object[] values) {
		@Nullable Object[] taken = new Object[this.parts.length];
		for (int i = 0; i < taken.length; i++) {
			Object value = values[i];
			taken[i] = (value != null) ? this.parts[i].take(value) : null;
		}
		return taken;
	}

	@Override
	Object make(Object form, @Nullable Object owner) {
		EmbeddedState kept = (EmbeddedState) form;
		@Nullable Object[] values = new Object[this.parts.length];
		for (int i = 0; i < values.length; i++) {
			Object part = kept.parts()[i];
			values[i] = (part != null) ? this.parts[i].make(part, null) : null;
		}
		return this.instances.of(kept.type(), values, owner);
	}

}
