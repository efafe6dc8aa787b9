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

import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.property.access.spi.Setter;
import org.hibernate.property.access.spi.SetterFieldImpl;
import org.hibernate.property.access.spi.SetterMethodImpl;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * Whether objects give back what they were given: methods may do more than fields. Where
 * the row's values can only be read back from an object, they must.
 */
public final class Accessors {

	private Accessors() {
	}

	/** Whether an object's values are set in its fields. */
	static boolean areFields(ManagedMappingType type) {
		for (int i = 0; i < type.getNumberOfAttributeMappings(); i++) {
			if (!(type.getAttributeMapping(i).getPropertyAccess().getSetter() instanceof SetterFieldImpl)) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Whether setting values runs code of the user's; Hibernate has setters of its own.
	 */
	static boolean areMethods(ManagedMappingType type) {
		for (int i = 0; i < type.getNumberOfAttributeMappings(); i++) {
			Setter setter = type.getAttributeMapping(i).getPropertyAccess().getSetter();
			if (setter instanceof SetterMethodImpl || !setter.getClass().getName().startsWith("org.hibernate.")) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Compare the values of an object with those of one that was made of them.
	 * @throws NotRepeatableException if they differ
	 */
	static void requireSame(Type[] types, @Nullable Object[] first, @Nullable Object[] second) {
		for (int i = 0; i < types.length; i++) {
			if (!types[i].isAssociationType() && !types[i].isEqual(first[i], second[i])) {
				throw new NotRepeatableException();
			}
		}
	}

	/** The values of a row are not known. */
	public static final class NotRepeatableException extends RuntimeException {

		NotRepeatableException() {
			super("a setter changes what its getter returns, so that the value in the row is not known; field access would"
					+ " tell", null, false, false);
		}

	}

}
