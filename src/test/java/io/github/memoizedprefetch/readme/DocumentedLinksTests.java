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
package io.github.memoizedprefetch.readme;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Links of the documentation lead to what is there. Links to other sites are left alone.
 */
class DocumentedLinksTests {

	static List<Document> documents() {
		return Document.all();
	}

	@ParameterizedTest
	@MethodSource("documents")
	void should_lead_somewhere(Document document) {
		assertThat(document.links()).allSatisfy((link) -> {
			int hash = link.indexOf('#');
			Path target = target(document, (hash >= 0) ? link.substring(0, hash) : link);
			if (hash >= 0) {
				assertThat(Document.of(target).anchors()).contains(link.substring(hash + 1));
			}
		});
	}

	@Test
	void should_lead_from_the_readme_to_each_page_of_the_reference() {
		Document readme = Document.of(Path.of("README.md"));
		Stream<Path> linked = readme.links().stream().map((link) -> target(readme, link.replaceFirst("#.*", "")));
		assertThat(linked)
			.containsAll(Document.guide().map(Document::path).filter((page) -> !page.equals(readme.path())).toList());
	}

	@Test
	void should_find_anchors_as_forges_make_them() {
		Document document = new Document(Path.of("x.md"), """
				# What is *new*, and `prefetchAll`
				## Errors are the database's own
				```
				# no heading
				```
				## Again
				## Again
				""");
		assertThat(document.anchors()).containsExactlyInAnyOrder("what-is-new-and-prefetchall",
				"errors-are-the-databases-own", "again", "again-1");
	}

	private static Path target(Document document, String link) {
		if (link.isEmpty()) {
			return document.path();
		}
		Path folder = document.path().getParent();
		Path target = ((folder != null) ? folder.resolve(link) : Path.of(link)).normalize();
		assertThat(target.toString()).as(link).doesNotStartWith("..");
		assertThat(target).as(link).exists();
		return target;
	}

}
