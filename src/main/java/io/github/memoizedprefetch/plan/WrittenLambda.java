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
package io.github.memoizedprefetch.plan;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;

import org.jspecify.annotations.Nullable;

/**
 * Finds out what is behind a lambda. Serialization is what tells: a serializable lambda
 * writes a {@link SerializedLambda} in its place. Asked for through a stream it needs no
 * access to the private method that makes it, so that the lambda's module need not be
 * open.
 */
public final class WrittenLambda extends ObjectOutputStream {

	private @Nullable SerializedLambda lambda;

	private WrittenLambda() throws IOException {
		super(OutputStream.nullOutputStream());
		enableReplaceObject(true);
	}

	@Override
	protected @Nullable Object replaceObject(Object object) {
		if (object instanceof SerializedLambda serialized) {
			this.lambda = serialized;
		}
		return null;
	}

	/** What is behind a lambda; null if it is none. */
	public static @Nullable SerializedLambda of(Serializable function) {
		try (WrittenLambda stream = new WrittenLambda()) {
			stream.writeObject(function);
			return stream.lambda;
		}
		catch (IOException ex) {
			return null;
		}
	}

}
