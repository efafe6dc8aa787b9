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
package io.github.memoizedprefetch.model.enhanced;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.Enhancement;
import org.hibernate.Hibernate;
import org.hibernate.LazyInitializationException;

/**
 * Letters and answers to them. Whoever uses this must not name the enhanced classes
 * itself: they would be loaded too early.
 */
public final class Post implements AutoCloseable {

	static {
		Enhancement.enhance(Post.class, "Sender", "Letter");
	}

	private final Database database = Database.open(Letter.class, Sender.class, Office.class, Answer.class);

	public Post() {
		this.database.inTransaction((entityManager) -> {
			List<Sender> senders = new ArrayList<>();
			List<Office> offices = new ArrayList<>();
			for (long id = 0; id < 5; id++) {
				senders.add(new Sender(id));
				offices.add(new Office(id, senders.get(0)));
			}
			senders.forEach(entityManager::persist);
			offices.forEach(entityManager::persist);
			for (int id = 0; id < 5; id++) {
				Letter letter = new Letter(id, senders.get((id + 1) % 5), offices.get((id + 2) % 5));
				letter.getReceivers().addAll(List.of(senders.get((id + 2) % 5), senders.get((id + 3) % 5)));
				letter.getStamps().add("stamp " + id);
				entityManager.persist(letter);
				entityManager.persist(new Answer(id, letter, offices.get(id)));
			}
		});
	}

	public Database database() {
		return this.database;
	}

	public MemoizedPrefetch prefetch(String... paths) {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory()).paths(paths).build();
	}

	/** Chunks of answers. */
	public Chunks<?> answers() {
		return new Chunks<>(this.database, Answer.class, 2,
				(answer) -> seen(() -> answer.getOffice().getName()) + " | "
						+ seen(() -> answer.getOffice().getHead().getName()) + " | "
						+ seen(() -> describe(answer.getLetter())));
	}

	/** Chunks of letters. */
	public Chunks<?> letters() {
		return new Chunks<>(this.database, Letter.class, 2, Post::describe);
	}

	/** What happens to the letters that answers refer to if they are changed. */
	public Map<String, String> change(Consumer<List<Answer>> prefetch) {
		this.database.inTransaction((entityManager) -> {
			List<Answer> answers = entityManager.createQuery("from Answer order by id", Answer.class).getResultList();
			prefetch.accept(answers);
			answers.forEach((answer) -> answer.getLetter().setSubject("changed " + answer.getId()));
			answers.get(0).getLetter().getReceivers().clear();
			answers.get(1).getLetter().getSender().setName("changed");
		});
		return this.database.read((entityManager) -> {
			List<Letter> letters = entityManager.createQuery("from Letter order by id", Letter.class).getResultList();
			return Map.of("letters", letters.stream().map(Post::describe).toList().toString());
		});
	}

	private static String describe(Letter letter) {
		return seen(letter::getSubject) + " | " + seen(letter::getText) + " | "
				+ seen(() -> letter.getSender().getName()) + " | " + seen(() -> letter.getSender().getAddress()) + " | "
				+ seen(() -> letter.getOffice().getName()) + " | "
				+ seen(() -> letter.getAnswer().getOffice().getName()) + " | "
				+ seen(() -> letter.getReceivers().stream().map(Sender::getName).sorted().toList().toString()) + " | "
				+ seen(() -> letter.getStamps().toString());
	}

	private static String seen(Supplier<String> value) {
		try {
			return value.get();
		}
		catch (LazyInitializationException ex) {
			return "lazy";
		}
	}

	/** Whether the classes have been enhanced. */
	public boolean isEnhanced() {
		return this.database
			.read((entityManager) -> !Hibernate.isPropertyInitialized(entityManager.find(Letter.class, 1L), "text"));
	}

	@Override
	public void close() {
		this.database.close();
	}

}
