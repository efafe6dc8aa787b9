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
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.memoizedprefetch.model.drawings.Circle;
import io.github.memoizedprefetch.model.drawings.Drawing;
import io.github.memoizedprefetch.model.drawings.Figure;
import io.github.memoizedprefetch.model.drawings.Page;
import io.github.memoizedprefetch.model.drawings.Square;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Hierarchies whose proxies are of the concrete class, wherever a proxy comes from.
 */
class ConcreteProxyTests {

	@AutoClose
	private static final Database database = Database.open(Drawing.class, Page.class, Figure.class, Circle.class,
			Square.class);

	@BeforeAll
	static void populate() {
		database.inTransaction((entityManager) -> {
			List<Figure> figures = new ArrayList<>();
			for (int id = 0; id < 9; id++) {
				Figure inner = (id > 1) ? figures.get(id / 2) : null;
				figures.add((id % 3 == 0) ? new Circle(id, inner) : new Square(id, inner));
			}
			figures.forEach(entityManager::persist);
			List<Page> pages = new ArrayList<>();
			for (int id = 0; id < 5; id++) {
				pages.add(new Page(id, figures.get(id), (id != 2) ? figures.get(8 - id) : null,
						List.of(figures.get(id), figures.get((2 * id + 3) % 9), figures.get((id + 5) % 9))));
			}
			pages.forEach(entityManager::persist);
			for (int id = 0; id < 10; id++) {
				entityManager.persist(new Drawing(id, pages.get(id % 5), figures.get(3 * id % 9)));
			}
		});
	}

	private static String kind(Object figure) {
		return (figure != null) ? figure.getClass().getSimpleName() : "null";
	}

	private static String figures(Page page) {
		Stream<Figure> all = Stream.of(page.getFigures(), page.getOrdered(), page.getNamed().values())
			.flatMap((figures) -> figures.stream());
		return all.map((figure) -> figure.getId() + kind(figure) + Figure.size(figure)).sorted().toList().toString();
	}

	static Stream<Arguments> paths() {
		Function<Drawing, Object> behindPage = (drawing) -> Figure.size(drawing.getPage().getFigure())
				+ kind(drawing.getPage().getFigure()) + kind(drawing.getPage().getOther());
		Function<Drawing, Object> twoLevels = (drawing) -> Figure.size(drawing.getPage().getOther())
				+ ((drawing.getPage().getOther() != null) ? Figure.size(drawing.getPage().getOther().getInner())
						+ kind(drawing.getPage().getOther().getInner()) : "");
		Function<Drawing, Object> own = (drawing) -> kind(drawing.getFigure()) + Figure.size(drawing.getFigure())
				+ Figure.size(drawing.getFigure().getInner());
		Function<Drawing, Object> title = (drawing) -> drawing.getPage().getTitle()
				+ kind(drawing.getPage().getFigure()) + kind(drawing.getPage().getOther());
		Function<Drawing, Object> elements = (drawing) -> figures(drawing.getPage());
		return Stream.of(Arguments.of(behindPage, 2, 2, new String[] { "page.figure" }),
				Arguments.of(twoLevels, 3, 2, new String[] { "page.other.inner" }),
				Arguments.of(own, 2, 1, new String[] { "figure.inner" }),
				Arguments.of(title, 1, 1, new String[] { "page" }),
				Arguments.of(elements, 4, 5, new String[] { "page.figures", "page.ordered", "page.named" }));
	}

	@ParameterizedTest
	@MethodSource("paths")
	void should_make_proxies_of_the_concrete_class(Function<Drawing, Object> processor, int cold, int whole,
			String[] paths) {
		Chunks<Drawing> chunks = new Chunks<>(database, Drawing.class, 20,
				(drawing) -> String.valueOf(processor.apply(drawing)));
		List<String> plain = chunks.plain();
		for (boolean all : new boolean[] { false, true }) {
			for (boolean managed : new boolean[] { true, false }) {
				MemoizedPrefetch prefetch = prefetch(all, paths);
				for (int run = 0; run < 3; run++) {
					Chunks.Result result = managed ? chunks.managed(prefetch::processChunk)
							: chunks.detached(prefetch::processChunk);
					// the figures that detached items refer to themselves are not asked
					// for
					assertThat(managed ? result.lines() : classes(result.lines()))
						.isEqualTo(managed ? plain : classes(plain));
					assertThat(result.prefetched()).startsWith((run > 0) ? 0 : all ? whole : cold);
					assertThat(result.lazy()).isEmpty();
				}
			}
		}
	}

	private static List<String> classes(List<String> lines) {
		return lines.stream().map((line) -> line.replace("$HibernateProxy", "")).toList();
	}

	private static MemoizedPrefetch prefetch(boolean all, String... paths) {
		MemoizedPrefetch.Builder builder = MemoizedPrefetch.builder(database.entityManagerFactory()).paths(paths);
		if (all) {
			builder.config(MemoizedPrefetchConfig.of(Page.class).prefetchAll(true));
			if (!paths[0].equals("page")) {
				builder.config(MemoizedPrefetchConfig.of(Figure.class).prefetchAll(true));
			}
		}
		return builder.build();
	}

	/** As Hibernate finds it by its own proxies. */
	@Test
	void should_have_one_proxy_for_all_that_refer_to_a_figure() {
		MemoizedPrefetch prefetch = prefetch(false, "page.figure");
		for (int run = 0; run < 2; run++) {
			database.inTransaction((entityManager) -> {
				List<Drawing> drawings = entityManager.createQuery("from Drawing order by id", Drawing.class)
					.getResultList();
				prefetch.processChunk(drawings);
				Figure figure = drawings.get(1).getPage().getFigure();
				assertThat(figure).isInstanceOf(Square.class);
				assertThat(database.statements()
					.during(() -> assertThat(entityManager.find(Figure.class, 1)).isSameAs(figure))).isEmpty();
			});
		}
	}

}
