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
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.memoizedprefetch.model.teams.Match;
import io.github.memoizedprefetch.model.teams.Member;
import io.github.memoizedprefetch.model.teams.Team;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import org.hibernate.Hibernate;
import org.hibernate.proxy.HibernateProxy;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.BeanWrapperImpl;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Elements of collections are instances, as Hibernate's own loading makes them, whatever
 * else leads to them.
 */
class ElementInstanceTests {

	private static final int MEMBERS = 12;

	@AutoClose
	private static final Database database = Database.open(Match.class, Team.class, Member.class);

	@BeforeAll
	static void populate() {
		database.inTransaction((entityManager) -> {
			List<Team> teams = IntStream.range(0, 4).mapToObj(Team::new).toList();
			List<Member> members = new ArrayList<>();
			for (int id = 0; id < MEMBERS; id++) {
				members.add(new Member(id, teams.get(id % 4), null));
			}
			for (int id = 0; id < MEMBERS; id++) {
				// friends of the same team, of others, and of itself
				members.get(id).setFriend(members.get((id == 5) ? 5 : (5 * id + 4) % MEMBERS));
			}
			members.forEach(entityManager::persist);
			teams.forEach((team) -> fill(team, members));
			teams.forEach(entityManager::persist);
			for (int id = 0; id < 6; id++) {
				entityManager.persist(new Match(id, teams.get(id % 4), teams.get((id + 1) % 4)));
			}
		});
	}

	private static void fill(Team team, List<Member> members) {
		int id = team.getId();
		team.setCaptain(members.get((3 * id + 1) % MEMBERS));
		for (int i = 0; i < 3; i++) {
			Member member = members.get((2 * id + 5 * i) % MEMBERS);
			team.getGuests().add(member);
			team.getRanking().add(member);
			team.getRoles().put("role" + i, member);
			team.getDeputies().put(member, members.get((id + i) % MEMBERS));
		}
	}

	private static MemoizedPrefetch prefetch(String... paths) {
		return MemoizedPrefetch.builder(database.entityManagerFactory()).paths(paths).build();
	}

	/** Which of all members the collection says it contains. */
	private static String contained(Collection<Member> members) {
		return IntStream.range(0, MEMBERS).filter((id) -> members.contains(Member.named(id))).boxed().toList()
				+ members.stream().map(ElementInstanceTests::kind).sorted().toList().toString();
	}

	private static String kind(Member member) {
		return member.getName() + ((member instanceof HibernateProxy) ? " proxy" : "");
	}

	static Stream<Arguments> paths() {
		Function<Team, Collection<Member>> members = Team::getMembers;
		Function<Team, Collection<Member>> guests = Team::getGuests;
		Function<Team, Collection<Member>> ranking = Team::getRanking;
		Function<Team, Collection<Member>> roles = (team) -> team.getRoles().values();
		return Stream.of(Arguments.of(members, new String[] { "home.members.friend" }),
				Arguments.of(members, new String[] { "home.members.friend.team", "home.captain" }),
				Arguments.of(members, new String[] { "home.members.team.members.friend", "guest.captain.friend" }),
				Arguments.of(members, new String[] { "home.members.admirers.friend", "guest.members.friend" }),
				Arguments.of(guests, new String[] { "home.guests.friend", "home.members.friend" }),
				Arguments.of(ranking, new String[] { "home.ranking.friend", "guest.captain.friend.friend" }),
				Arguments.of(roles, new String[] { "home.roles.friend", "guest.captain.friend" }),
				Arguments.of(members, new String[] { "home.members.friend.friend.team.members" }), Arguments.of(ranking,
						new String[] { "home.members.friend.friend", "home.ranking.friend.team.captain" }));
	}

	/** The same as without, where each item's paths are read one after the other. */
	@ParameterizedTest
	@MethodSource("paths")
	void should_have_instances_where_hibernate_has_them(Function<Team, Collection<Member>> collection, String[] paths) {
		Chunks<Match> chunks = new Chunks<>(database, Match.class, 6, (match) -> {
			for (String path : paths) {
				walk(match, List.of(path.split("\\.")));
			}
			return contained(collection.apply(match.getHome()));
		});
		List<String> plain = chunks.plain();
		assertThat(plain).hasSize(6).anyMatch((line) -> !line.startsWith("[]"));
		MemoizedPrefetch prefetch = prefetch(paths);
		for (int run = 0; run < 2; run++) {
			for (Chunks.Result result : List.of(chunks.managed(prefetch::processChunk),
					chunks.detached(prefetch::processChunk))) {
				assertThat(result.lines()).isEqualTo(plain);
				assertThat(result.lazy()).isEmpty();
			}
		}
	}

	private static void walk(Object owner, List<String> path) {
		Hibernate.initialize(owner);
		if (!path.isEmpty()) {
			Object value = new BeanWrapperImpl(Hibernate.unproxy(owner)).getPropertyValue(path.get(0));
			Hibernate.initialize(value);
			Collection<?> values = (value instanceof Map<?, ?> map) ? map.values()
					: (value instanceof Collection<?> elements) ? elements : List.of(value);
			values.forEach((element) -> walk(element, path.subList(1, path.size())));
		}
	}

	/** One row is one instance. */
	@Test
	void should_lead_back_to_the_elements_themselves() {
		MemoizedPrefetch prefetch = prefetch("home.members.friend.admirers.friend", "home.captain.team.members");
		Chunks<Match> chunks = new Chunks<>(database, Match.class, 6, (match) -> {
			for (Member member : match.getHome().getMembers()) {
				assertThat(member.getFriend().getAdmirers().stream().anyMatch((admirer) -> admirer == member)).isTrue();
			}
			Member captain = match.getHome().getCaptain();
			assertThat(captain.getTeam().getMembers().stream().anyMatch((member) -> member == captain)).isTrue();
			return "";
		});
		for (int run = 0; run < 2; run++) {
			assertThat(chunks.managed(prefetch::processChunk).lazy()).isEmpty();
			assertThat(chunks.detached(prefetch::processChunk).lazy()).isEmpty();
		}
	}

	/** A proxy that the session has is the element, in Hibernate too. */
	@Test
	void should_keep_the_proxies_that_the_session_had_before() {
		MemoizedPrefetch prefetch = prefetch("home.members.friend");
		for (int run = 0; run < 2; run++) {
			database.inTransaction((entityManager) -> {
				Member proxy = entityManager.getReference(Member.class, 4);
				List<Match> matches = entityManager.createQuery("from Match order by id", Match.class).getResultList();
				prefetch.processChunk(matches);
				assertThat(matches.get(0).getHome().getMembers()).anyMatch((member) -> member == proxy);
				assertThat(kind(proxy)).isEqualTo("Member 4 proxy");
			});
		}
	}

	/** The rows of one list come in its order; those of several at once need not. */
	@Test
	void should_have_the_instances_of_a_list_that_was_read_with_others() {
		try (Database lists = Database.open(Match.class, Team.class, Member.class)) {
			lists.inTransaction((entityManager) -> {
				List<Member> members = Stream.of(0, 1).map((id) -> new Member(id, null, null)).toList();
				members.get(0).setFriend(members.get(1));
				members.get(1).setFriend(members.get(0));
				members.forEach(entityManager::persist);
				for (int id = 0; id < 2; id++) {
					Team team = new Team(id);
					team.getRanking().addAll(List.of(members.get(id), members.get(1 - id)));
					entityManager.persist(team);
					entityManager.persist(new Match(id, team, null));
				}
			});
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(lists.entityManagerFactory())
				.paths("home.ranking")
				.build();
			for (int first = 0; first < 2; first++) {
				List<String> plain = rankings(lists, first, (matches) -> {
				});
				assertThat(plain).hasSize(2 - first).allMatch((line) -> line.contains("proxy"));
				assertThat(rankings(lists, first, prefetch::processChunk)).isEqualTo(plain);
			}
		}
	}

	private static List<String> rankings(Database lists, int first, Consumer<List<Match>> prefetch) {
		return lists.read((entityManager) -> {
			List<Match> matches = entityManager
				.createQuery("from Match m where m.id >= " + first + " order by m.id", Match.class)
				.getResultList();
			prefetch.accept(matches);
			return matches.stream().map((match) -> contained(match.getHome().getRanking())).toList();
		});
	}

	@Test
	void should_serve_maps_keyed_by_what_other_paths_lead_to() {
		MemoizedPrefetch prefetch = prefetch("home.deputies.friend", "home.members.friend");
		Chunks<Match> chunks = new Chunks<>(database, Match.class, 6,
				(match) -> match.getHome()
					.getDeputies()
					.entrySet()
					.stream()
					.map((entry) -> entry.getKey().getName() + " " + entry.getValue().getName())
					.sorted()
					.toList()
					.toString());
		for (int run = 0; run < 2; run++) {
			assertThat(chunks.managed(prefetch::processChunk).lines()).isEqualTo(chunks.plain());
		}
	}

	@Test
	void should_write_as_without() {
		MemoizedPrefetch prefetch = prefetch("home.members.friend", "home.guests.friend");
		for (int run = 0; run < 2; run++) {
			List<String> written = database.read((entityManager) -> {
				List<Match> matches = entityManager.createQuery("from Match order by id", Match.class).getResultList();
				prefetch.processChunk(matches);
				Member member = matches.get(0).getHome().getMembers().get(0);
				member.setFriend(member.getFriend().getFriend());
				return database.statements().during(entityManager::flush);
			});
			assertThat(written).hasSizeLessThanOrEqualTo(1)
				.allMatch((sql) -> sql.startsWith("update Member set friend_id"));
		}
	}

}
