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
 * Says that {@link Holder}s are immutable.
 */
public class HolderType implements UserType<Holder> {

	@Override
	public int getSqlType() {
		return Types.VARCHAR;
	}

	@Override
	public Class<Holder> returnedClass() {
		return Holder.class;
	}

	@Override
	public boolean equals(Holder one, Holder other) {
		return Objects.equals(text(one), text(other));
	}

	private static String text(Holder holder) {
		return (holder != null) ? holder.getText() : null;
	}

	@Override
	public int hashCode(Holder holder) {
		return Objects.hashCode(text(holder));
	}

	@Override
	public Holder nullSafeGet(ResultSet rs, int position, WrapperOptions options) throws SQLException {
		String text = rs.getString(position);
		return (text != null) ? new Holder(text) : null;
	}

	@Override
	public void nullSafeSet(PreparedStatement statement, Holder holder, int position, WrapperOptions options)
			throws SQLException {
		statement.setString(position, text(holder));
	}

	@Override
	public Holder deepCopy(Holder holder) {
		return holder;
	}

	@Override
	public boolean isMutable() {
		return false;
	}

}
