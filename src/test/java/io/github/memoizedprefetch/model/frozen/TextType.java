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
package io.github.memoizedprefetch.model.frozen;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Objects;

import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.usertype.UserType;

/**
 * Says that {@link StringBuilder}s are immutable.
 */
public class TextType implements UserType<StringBuilder> {

	@Override
	public int getSqlType() {
		return Types.VARCHAR;
	}

	@Override
	public Class<StringBuilder> returnedClass() {
		return StringBuilder.class;
	}

	@Override
	public boolean equals(StringBuilder one, StringBuilder other) {
		return Objects.toString(one).equals(Objects.toString(other));
	}

	@Override
	public int hashCode(StringBuilder text) {
		return text.toString().hashCode();
	}

	@Override
	public StringBuilder nullSafeGet(ResultSet rs, int position, WrapperOptions options) throws SQLException {
		String text = rs.getString(position);
		return (text != null) ? new StringBuilder(text) : null;
	}

	@Override
	public void nullSafeSet(PreparedStatement statement, StringBuilder text, int position, WrapperOptions options)
			throws SQLException {
		statement.setString(position, (text != null) ? text.toString() : null);
	}

	@Override
	public StringBuilder deepCopy(StringBuilder text) {
		return text;
	}

	@Override
	public boolean isMutable() {
		return false;
	}

}
