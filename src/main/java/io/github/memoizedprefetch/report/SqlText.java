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

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can be seen of a statement.
 *
 * @param kind {@link Kind#QUERY} for any that selects
 * @param table the table that it is about first, or the sequence, in lower case and
 * without quotes; empty if that is not seen
 * @param columns the columns of that table that are compared, in lower case
 * @param byKey whether rows of that table are asked for by one of its columns, and
 * nothing else
 */
public record SqlText(Kind kind, String table, Set<String> columns, boolean byKey) {

	private static final Pattern COMMENT = Pattern.compile("^\\s*(/\\*.*?\\*/\\s*)+", Pattern.DOTALL);

	private static final Pattern SEQUENCE = Pattern.compile(
			"\\bnext value for ([\\w.]+)|\\bnextval\\s*\\(\\s*'?([\\w.]+)|\\bnextval for ([\\w.]+)|([\\w.]+)\\.nextval\\b");

	private static final Pattern CHANGE = Pattern
		.compile("^(insert into|update|delete from|delete|merge into)\\s+([\\w.]+)");

	private static final Pattern FROM = Pattern.compile("\\sfrom\\s+([\\w.]+)(?:\\s+(?:as\\s+)?(\\w+))?");

	private static final Pattern WHERE = Pattern.compile("\\swhere\\s");

	private static final Pattern COMPARED = Pattern
		.compile("(?:(\\w+)\\.)?(\\w+)\\s*(=|<>|<=|>=|<|>|\\bin\\b|\\blike\\b|\\bis\\b)");

	private static final Pattern NOT_ONLY_BY_KEY = Pattern.compile(
			"^select\\s+(distinct\\s|(count|sum|min|max|avg)\\s*\\()|\\s(join|group|limit|fetch|offset|or|union|for)\\s");

	public static SqlText of(String sql) {
		String text = COMMENT.matcher(sql)
			.replaceFirst("")
			.trim()
			.toLowerCase(Locale.ROOT)
			.replaceAll("[\"`\\[\\]]", "");
		Matcher change = CHANGE.matcher(text);
		if (change.find()) {
			return new SqlText(kind(change.group(1)), change.group(2), Set.of(), false);
		}
		Matcher sequence = SEQUENCE.matcher(text);
		if (sequence.find()) {
			return new SqlText(Kind.SEQUENCE, firstGroup(sequence), Set.of(), false);
		}
		return (text.startsWith("select") || text.startsWith("with")) ? select(topLevel(text))
				: new SqlText(Kind.OTHER, "", Set.of(), false);
	}

	private static Kind kind(String verb) {
		return switch (verb) {
			case "insert into" -> Kind.INSERT;
			case "delete", "delete from" -> Kind.DELETE;
			default -> Kind.UPDATE;
		};
	}

	private static String firstGroup(Matcher matcher) {
		for (int i = 1; i <= matcher.groupCount(); i++) {
			if (matcher.group(i) != null) {
				return matcher.group(i);
			}
		}
		return "";
	}

	private static SqlText select(String text) {
		Kind kind = text.matches("select\\s+count\\s*\\(.*") ? Kind.COUNT : Kind.QUERY;
		Matcher from = FROM.matcher(text);
		if (!from.find()) {
			return new SqlText(kind, "", Set.of(), false);
		}
		Set<String> columns = new LinkedHashSet<>();
		boolean byKey = !NOT_ONLY_BY_KEY.matcher(text).find();
		int comparisons = 0;
		Matcher where = WHERE.matcher(text);
		if (where.find(from.end(1))) {
			String alias = from.group(2);
			Matcher compared = COMPARED.matcher(text.substring(where.end()));
			while (compared.find()) {
				comparisons++;
				byKey &= compared.group(3).equals("=");
				if (compared.group(1) == null || compared.group(1).equals(alias)) {
					columns.add(compared.group(2));
				}
			}
		}
		return new SqlText(kind, from.group(1), columns, byKey && comparisons == 1 && columns.size() == 1);
	}

	/** Without what is in parentheses. */
	private static String topLevel(String text) {
		StringBuilder top = new StringBuilder();
		int depth = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			depth -= (c == ')') ? 1 : 0;
			if (depth <= 0) {
				top.append(c);
			}
			depth += (c == '(') ? 1 : 0;
		}
		return top.toString();
	}

}
