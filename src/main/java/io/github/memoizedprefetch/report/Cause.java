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
package io.github.memoizedprefetch.report;

/**
 * Why a statement was issued, as far as it can be told.
 *
 * @param kind what it was for
 * @param subject what it was about: an entity with its keys, a path, a table
 * @param entity the entity's short name, or the table
 * @param attributes the attributes that are concerned: the path of a lazy load from the
 * item, the keys of a query; separated by commas, empty if not known
 * @param via what it came by: a repository's method, a reader, a generator; or empty
 */
public record Cause(Kind kind, String subject, String entity, String attributes, String via) {

	public static Cause of(Kind kind, String entity) {
		return new Cause(kind, entity, entity, "", "");
	}

	public Cause withSubject(String other) {
		return new Cause(this.kind, other, this.entity, this.attributes, this.via);
	}

	public Cause withAttributes(String other) {
		return new Cause(this.kind, this.subject, this.entity, other, this.via);
	}

	public Cause withVia(String other) {
		return new Cause(this.kind, this.subject, this.entity, this.attributes, other);
	}

	@Override
	public String toString() {
		return this.kind + " " + this.subject;
	}

}
