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

import java.util.List;

import io.github.memoizedprefetch.model.enhanced.Post;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.LogCapture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Classes that Hibernate's build plugin has enhanced for lazy loading: their instances
 * are their own proxies, and are left to Hibernate.
 */
class EnhancedTests {

	@AutoClose
	private final Post post = new Post();

	@AutoClose
	private final LogCapture log = new LogCapture();

	private MemoizedPrefetch prefetch(String... paths) {
		return this.post.prefetch(paths);
	}

	private static void assertSameAsWithout(Chunks<?> chunks, MemoizedPrefetch prefetch) {
		List<String> plain = chunks.plain();
		List<String> detached = chunks.detached((items) -> {
		}).lines();
		for (int i = 0; i < 2; i++) {
			assertThat(chunks.managed(prefetch::processChunk).lines()).isEqualTo(plain);
			List<String> served = chunks.detached(prefetch::processChunk).lines();
			for (int line = 0; line < plain.size(); line++) {
				assertServed(plain.get(line), detached.get(line), served.get(line));
			}
		}
	}

	/** What is not as lazy as without, is what an open session sees. */
	private static void assertServed(String plain, String detached, String served) {
		String[] expected = plain.split(" \\| ");
		String[] lazy = detached.split(" \\| ");
		String[] actual = served.split(" \\| ");
		assertThat(actual).hasSameSizeAs(expected).hasSameSizeAs(lazy);
		for (int i = 0; i < actual.length; i++) {
			assertThat(actual[i]).isIn(lazy[i], expected[i]);
		}
	}

	@Test
	void should_leave_references_to_enhanced_classes_and_say_so_once() {
		assertThat(this.post.isEnhanced()).isTrue();
		assertSameAsWithout(this.post.answers(), prefetch("letter.sender", "office.head"));
		assertThat(this.log.warnings()).containsExactly("A reference at 'letter' is left as Hibernate made it:"
				+ " Letter is enhanced for lazy loading at build time, so that the reference is the target itself.");
	}

	@Test
	void should_serve_what_enhanced_items_refer_to_as_plain_hibernate_does() {
		assertSameAsWithout(this.post.letters(), prefetch("sender", "office.head", "receivers", "stamps", "answer"));
	}

	@Test
	void should_write_what_is_written_without() {
		var plain = this.post.change((answers) -> {
		});
		try (Post other = new Post()) {
			assertThat(other.change(other.prefetch("letter.sender", "letter.receivers", "office.head")::processChunk))
				.isEqualTo(plain);
		}
	}

}
