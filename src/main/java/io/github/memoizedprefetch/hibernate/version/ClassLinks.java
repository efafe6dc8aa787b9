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
package io.github.memoizedprefetch.hibernate.version;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The classes, methods and fields that a class file links to: its constant pool.
 *
 * @param classes names of classes, with slashes
 * @param members methods, constructors and fields
 */
record ClassLinks(Set<String> classes, Set<Member> members) {

	/**
	 * A method, constructor or field.
	 *
	 * @param owner the name of its class, with slashes
	 * @param name its name
	 * @param descriptor its type, as class files have it
	 */
	record Member(String owner, String name, String descriptor) {
	}

	static ClassLinks read(InputStream classFile) throws IOException {
		DataInputStream input = new DataInputStream(classFile);
		input.skipNBytes(8); // magic and version
		Object[] pool = new Object[input.readUnsignedShort()];
		for (int i = 1; i < pool.length; i++) {
			int tag = input.readUnsignedByte();
			pool[i] = entry(tag, input);
			if (tag == 5 || tag == 6) {
				i++; // a long or double takes two places
			}
		}
		Set<String> classes = new LinkedHashSet<>();
		Set<Member> members = new LinkedHashSet<>();
		for (Object entry : pool) {
			if (entry instanceof ClassName name) {
				classes.add((String) pool[name.index]);
			}
			else if (entry instanceof MemberName member) {
				NameAndType type = (NameAndType) pool[member.nameAndType];
				String owner = (String) pool[((ClassName) pool[member.owner]).index];
				members.add(new Member(owner, (String) pool[type.name], (String) pool[type.descriptor]));
			}
		}
		return new ClassLinks(classes, members);
	}

	private static @Nullable Object entry(int tag, DataInputStream input) throws IOException {
		return switch (tag) {
			case 1 -> input.readUTF();
			case 7 -> new ClassName(input.readUnsignedShort());
			case 9, 10, 11 -> new MemberName(input.readUnsignedShort(), input.readUnsignedShort());
			case 12 -> new NameAndType(input.readUnsignedShort(), input.readUnsignedShort());
			default -> {
				input.skipNBytes(size(tag));
				yield null;
			}
		};
	}

	private static int size(int tag) {
		return switch (tag) {
			case 8, 16, 19, 20 -> 2; // string, method type, module, package
			case 15 -> 3; // method handle
			case 3, 4, 17, 18 -> 4; // int, float, dynamic, invokedynamic
			case 5, 6 -> 8; // long, double
			default -> throw new IllegalStateException("Unknown entry of a constant pool: " + tag);
		};
	}

	private record ClassName(int index) {
	}

	private record MemberName(int owner, int nameAndType) {
	}

	private record NameAndType(int name, int descriptor) {
	}

}
