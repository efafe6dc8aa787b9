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
package io.github.memoizedprefetch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

import io.github.memoizedprefetch.model.links.Article;
import io.github.memoizedprefetch.model.links.Keyword;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Links between owners and targets, in the forms that are easily mixed up. Ids of
 * articles and keywords are the same numbers on purpose.
 */
class LinkTests {

	private static final int ARTICLES = 10;

	@AutoClose
	private static final Database database = Database.open(Article.class, Keyword.class);

	@BeforeAll
	static void populate() {
		database.inTransaction((entityManager) -> {
			List<Keyword> keywords = new ArrayList<>();
			List<Article> articles = new ArrayList<>();
			for (int id = 0; id < ARTICLES; id++) {
				keywords.add(new Keyword(id, "Word " + id));
				articles.add(new Article(id, (id > 1) ? articles.get(id / 2) : null));
			}
			keywords.forEach(entityManager::persist);
			articles.forEach(entityManager::persist);
		});
		// one link of each article after the other, so that an owner's rows are apart
		for (int link = 0; link < 3; link++) {
			int step = link;
			database.inTransaction((entityManager) -> addLinks(entityManager, step));
		}
	}

	private static void addLinks(EntityManager entityManager, int step) {
		for (int id = 0; id < ARTICLES; id++) {
			Article article = entityManager.find(Article.class, id);
			article.getKeywords().add(entityManager.find(Keyword.class, (id + 3 * step) % ARTICLES));
			article.getTopics().add(entityManager.find(Keyword.class, (id * 3 + step + 5) % ARTICLES));
			article.getCitations().add(entityManager.find(Article.class, (id + step + 1) % ARTICLES));
			if (id % 2 == 1) {
				entityManager.find(Keyword.class, id)
					.getRelated()
					.add(entityManager.find(Keyword.class, (id + 2 * step) % ARTICLES));
			}
		}
	}

	private static String words(Collection<Keyword> keywords) {
		return keywords.stream().map(Keyword::getWord).sorted().toList().toString();
	}

	private static void assertServed(int chunkSize, Function<Article, String> processor, String... paths) {
		Chunks<Article> chunks = new Chunks<>(database, Article.class, chunkSize, processor);
		List<String> plain = chunks.plain();
		for (long cacheSize : new long[] { 1, 3, 100 }) {
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
				.itemType(Article.class)
				.paths(paths)
				.cacheSize(cacheSize)
				.build();
			for (int run = 0; run < 2; run++) {
				for (Chunks.Result result : List.of(chunks.managed(prefetch::processChunk),
						chunks.detached(prefetch::processChunk))) {
					assertThat(result.lines()).hasSize(ARTICLES).isEqualTo(plain);
					assertThat(result.lazy()).isEmpty();
				}
			}
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 4, 10 })
	void should_collect_links_that_arrive_interleaved(int chunkSize) {
		assertServed(chunkSize, (article) -> words(article.getKeywords()), "keywords");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 4, 10 })
	void should_keep_two_collections_of_one_target_apart(int chunkSize) {
		assertServed(chunkSize, (article) -> words(article.getKeywords()) + words(article.getTopics()), "keywords",
				"topics");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 4, 10 })
	void should_look_up_nested_collections_by_the_id_of_their_own_owner(int chunkSize) {
		assertServed(chunkSize,
				(article) -> article.getKeywords()
					.stream()
					.map((keyword) -> keyword.getWord() + words(keyword.getRelated()))
					.sorted()
					.toList()
					.toString(),
				"keywords.related");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 4, 10 })
	void should_serve_items_and_targets_of_one_entity(int chunkSize) {
		assertServed(chunkSize,
				(article) -> article.getId() + article.getCitations()
					.stream()
					.map((cited) -> cited.getId() + words(cited.getTopics()))
					.sorted()
					.toList()
					.toString(),
				"citations.topics");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 4, 10 })
	void should_follow_a_reference_to_itself(int chunkSize) {
		assertServed(chunkSize, (article) -> {
			Article original = article.getOriginal();
			Article first = (original != null) ? original.getOriginal() : null;
			return words(article.getTopics()) + ((original != null) ? words(original.getTopics()) : "")
					+ ((first != null) ? words(first.getTopics()) : "");
		}, "topics", "original.topics", "original.original.topics");
	}

}
