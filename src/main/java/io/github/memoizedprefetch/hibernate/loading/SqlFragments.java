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
package io.github.memoizedprefetch.hibernate.loading;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether SQL in a mapping, of a formula or a restriction, depends on nothing but
 * the columns of its own row. In doubt it does not.
 */
final class SqlFragments {

	private static final Pattern LITERAL = Pattern.compile("'[^']*'");

	private static final Pattern SELECT = Pattern.compile("(?<![.\\w])(select|table)\\b");

	private static final Pattern CALL = Pattern.compile("([a-z_][\\w$.]*)\\s*\\(");

	private static final Pattern CHANGING = Pattern.compile("(?<![.\\w])(current_(date|time|timestamp|user|schema|role)"
			+ "|local(time|timestamp)|sys(date|timestamp)|getdate|getutcdate|sysdatetime|now|today|rand|random|newid|uuid"
			+ "|gen_random_uuid|clock_timestamp|statement_timestamp|transaction_timestamp|session_user|system_user)\\b");

	/** What may stand before a parenthesis and is no function. */
	private static final Set<String> KEYWORDS = Set.of("and", "or", "not", "in", "any", "all", "some", "when", "then",
			"else", "case", "on", "is", "between", "like", "values", "over", "filter", "by", "distinct", "as", "from",
			"char", "varchar", "varchar2", "nvarchar", "character", "decimal", "numeric", "number", "float",
			"timestamp", "time", "binary", "varbinary", "bit", "varying", "group", "within", "interval");

	/** Of databases, not known to Hibernate's queries. */
	private static final Set<String> FUNCTIONS = Set.of("nvl", "nvl2", "decode", "if", "ifnull", "isnull", "convert",
			"to_char", "to_number", "to_date", "to_timestamp", "regexp_replace", "regexp_substr", "regexp_like",
			"substr", "instr", "charindex", "strpos", "len", "date_trunc", "date_part", "date_format", "datediff",
			"dateadd", "datepart", "date_add", "date_sub", "json_value", "json_query", "json_extract", "concat_ws",
			"split_part", "initcap", "md5", "abs", "round", "sign", "iif", "months_between", "add_months", "last_day",
			"trunc");

	private SqlFragments() {
	}

	/** Why it depends on something else, or null. */
	static @Nullable String reason(String sql, SessionFactoryImplementor factory) {
		String text = LITERAL.matcher(sql.toLowerCase(Locale.ROOT)).replaceAll("''");
		if (SELECT.matcher(text).find()) {
			return "reads other rows";
		}
		Matcher changing = CHANGING.matcher(text);
		if (changing.find()) {
			return "changes by itself (" + changing.group() + ")";
		}
		Matcher call = CALL.matcher(text);
		while (call.find()) {
			if (!isKnown(call.group(1), factory)) {
				return "calls " + call.group(1) + ", which may read other rows";
			}
		}
		return null;
	}

	private static boolean isKnown(String function, SessionFactoryImplementor factory) {
		return KEYWORDS.contains(function) || FUNCTIONS.contains(function)
				|| factory.getQueryEngine().getSqmFunctionRegistry().findFunctionDescriptor(function) != null;
	}

}
