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

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderColumn;
import org.hibernate.annotations.Type;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.usertype.EnhancedUserType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ids and values whose classes are not {@code Serializable}: nothing but the second-level
 * cache needs that.
 */
class UnserializableKeyTests {

	@ParameterizedTest
	@ValueSource(
			strings = { "set", "bag", "list", "map", "children", "codes", "codeList", "byCode", "boxes", "boxList" })
	void should_serve_collections_of_what_is_not_serializable(String path) {
		try (Database database = Database.open(Crate.class, Lid.class, Box.class)) {
			populate(database);
			Chunks<Crate> chunks = new Chunks<>(database, Crate.class, 2, (crate) -> crate.describe(path));
			List<String> plain = chunks.plain();
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
				.itemType(Crate.class)
				.paths(path)
				.build();
			for (Chunks.Result result : List.of(chunks.managed(prefetch::processChunk),
					chunks.detached(prefetch::processChunk), chunks.managed(prefetch::processChunk))) {
				assertThat(result.lines()).isEqualTo(plain);
				assertThat(result.lazy()).isEmpty();
			}
		}
	}

	@Test
	void should_serve_references_to_what_is_not_serializable() {
		try (Database database = Database.open(Crate.class, Lid.class, Box.class)) {
			populate(database);
			Chunks<Lid> chunks = new Chunks<>(database, Lid.class, 2,
					(lid) -> lid.crate.toString() + lid.box + lid.crate.describe("set"));
			List<String> plain = chunks.plain();
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
				.itemType(Lid.class)
				.paths("crate.set", "box")
				.build();
			for (Chunks.Result result : List.of(chunks.managed(prefetch::processChunk),
					chunks.detached(prefetch::processChunk), chunks.managed(prefetch::processChunk))) {
				assertThat(result.lines()).isEqualTo(plain);
				assertThat(result.lazy()).isEmpty();
			}
		}
	}

	@Test
	void should_serve_what_has_an_id_class_as_a_target_and_as_elements() {
		try (Database database = Database.open(Slot.class, Rack.class)) {
			populateRacks(database);
			Chunks<Slot> slots = new Chunks<>(database, Slot.class, 2,
					(slot) -> slot + (slot.next != null ? slot.next.name + slot.next.describe() : "-"));
			Chunks<Rack> racks = new Chunks<>(database, Rack.class, 2,
					(rack) -> rack.describe() + (rack.slot != null ? rack.slot.name + rack.slot.describe() : "-"));
			compare(database, slots, Slot.class, "next.set", "next.list", "next.map");
			compare(database, racks, Rack.class, "slot.set", "slot.list", "slot.map", "slots", "bag");
		}
	}

	/** The second run of each kind finds everything in the memo. */
	private static <T> void compare(Database database, Chunks<T> chunks, Class<T> type, String... paths) {
		List<String> plain = chunks.plain();
		for (var way : chunks.ways()) {
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
				.itemType(type)
				.paths(paths)
				.build();
			assertThat(way.apply(prefetch).lines()).isEqualTo(plain);
			for (var other : chunks.ways()) {
				Chunks.Result warm = other.apply(prefetch);
				assertThat(warm.lines()).isEqualTo(plain);
				assertThat(warm.lazy()).isEmpty();
				assertThat(warm.prefetched()).containsOnly(0);
			}
		}
	}

	private static void populateRacks(Database database) {
		database.inTransaction((entityManager) -> {
			List<Slot> slots = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				slots.add(new Slot((i < 2) ? "a" : "b", i % 2, (i > 0) ? slots.get(i - 1) : null));
			}
			slots.forEach(entityManager::persist);
			slots.get(0).set.addAll(slots);
			slots.get(1).list.addAll(List.of(slots.get(3), slots.get(0)));
			slots.get(1).map.put("key", slots.get(2));
			for (long id = 0; id < 5; id++) {
				Rack rack = new Rack(id, (id < 4) ? slots.get((int) id) : null);
				rack.slots.addAll(slots.subList(0, (int) id));
				rack.bag.addAll(List.of(slots.get(3), slots.get(2), slots.get(3)));
				entityManager.persist(rack);
			}
		});
	}

	private static void populate(Database database) {
		database.inTransaction((entityManager) -> {
			List<Crate> crates = Stream.of("a", "b", "c").map((text) -> new Crate(new Code(text))).toList();
			List<Box> boxes = Stream.of("x", "y").map((text) -> new Box(new BoxId(text, 1))).toList();
			boxes.forEach(entityManager::persist);
			crates.forEach(entityManager::persist);
			for (int i = 0; i < 6; i++) {
				entityManager.persist(new Lid((long) i, crates.get(i % 3), boxes.get(i % 2)));
			}
			Crate first = crates.get(0);
			first.set.addAll(crates);
			first.bag.addAll(crates);
			first.list.addAll(crates);
			crates.forEach((crate) -> first.map.put(crate.id.text(), crate));
			crates.forEach((crate) -> crate.codes.add(first.id));
			first.codeList.addAll(List.of(new Code("z"), new Code("y")));
			first.byCode.put(new Code("key"), 1);
			first.boxes.addAll(boxes);
			first.boxList.addAll(boxes);
		});
	}

	private static String sorted(Iterable<?> elements) {
		List<String> texts = new ArrayList<>();
		elements.forEach((element) -> texts.add(element.toString()));
		texts.sort(null);
		return texts.toString();
	}

	record Code(String text) {
	}

	static class CodeConverter implements AttributeConverter<Code, String> {

		@Override
		public String convertToDatabaseColumn(Code code) {
			return (code != null) ? code.text() : null;
		}

		@Override
		public Code convertToEntityAttribute(String text) {
			return (text != null) ? new Code(text) : null;
		}

	}

	static class CodeType implements EnhancedUserType<Code> {

		@Override
		public int getSqlType() {
			return Types.VARCHAR;
		}

		@Override
		public Class<Code> returnedClass() {
			return Code.class;
		}

		@Override
		public Code nullSafeGet(ResultSet row, int position, WrapperOptions options) throws SQLException {
			String text = row.getString(position);
			return (text != null) ? new Code(text) : null;
		}

		@Override
		public void nullSafeSet(PreparedStatement statement, Code code, int position, WrapperOptions options)
				throws SQLException {
			statement.setString(position, (code != null) ? code.text() : null);
		}

		@Override
		public String toSqlLiteral(Code code) {
			return "'" + code.text() + "'";
		}

		@Override
		public String toString(Code code) {
			return code.text();
		}

		@Override
		public Code fromStringValue(CharSequence text) {
			return new Code(text.toString());
		}

		@Override
		public Code deepCopy(Code code) {
			return code;
		}

		@Override
		public boolean isMutable() {
			return false;
		}

	}

	@Entity(name = "Crate")
	static class Crate {

		@Id
		@Type(CodeType.class)
		Code id;

		@ManyToMany
		@JoinTable(name = "crate_set")
		Set<Crate> set = new HashSet<>();

		@ManyToMany
		@JoinTable(name = "crate_bag")
		List<Crate> bag = new ArrayList<>();

		@ManyToMany
		@JoinTable(name = "crate_list")
		@OrderColumn
		List<Crate> list = new ArrayList<>();

		@ManyToMany
		@JoinTable(name = "crate_map")
		@MapKeyColumn
		Map<String, Crate> map = new HashMap<>();

		@OneToMany(mappedBy = "crate")
		Set<Lid> children = new HashSet<>();

		@ElementCollection
		@Convert(converter = CodeConverter.class)
		Set<Code> codes = new HashSet<>();

		@ElementCollection
		@OrderColumn
		@Convert(converter = CodeConverter.class)
		List<Code> codeList = new ArrayList<>();

		@ElementCollection
		@Convert(converter = CodeConverter.class, attributeName = "key")
		Map<Code, Integer> byCode = new HashMap<>();

		@ManyToMany
		@JoinTable(name = "crate_boxes")
		Set<Box> boxes = new HashSet<>();

		@ManyToMany
		@JoinTable(name = "crate_boxList")
		@OrderColumn
		List<Box> boxList = new ArrayList<>();

		protected Crate() {
		}

		Crate(Code id) {
			this.id = id;
		}

		String describe(String path) {
			return switch (path) {
				case "set" -> sorted(this.set);
				case "bag" -> sorted(this.bag);
				case "list" -> this.list.toString();
				case "map" -> new TreeMap<>(this.map).toString();
				case "children" -> sorted(this.children);
				case "codes" -> sorted(this.codes);
				case "codeList" -> this.codeList.toString();
				case "byCode" -> this.byCode.toString();
				case "boxes" -> sorted(this.boxes);
				default -> this.boxList.toString();
			};
		}

		@Override
		public String toString() {
			return this.id.text();
		}

	}

	@Entity(name = "Lid")
	static class Lid {

		@Id
		Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		Crate crate;

		@ManyToOne(fetch = FetchType.LAZY)
		Box box;

		protected Lid() {
		}

		Lid(Long id, Crate crate, Box box) {
			this.id = id;
			this.crate = crate;
			this.box = box;
		}

		@Override
		public String toString() {
			return this.id.toString();
		}

	}

	@Embeddable
	record BoxId(@Column(name = "box_text") String text, int number) {
	}

	@Entity(name = "Box")
	static class Box {

		@EmbeddedId
		BoxId id;

		protected Box() {
		}

		Box(BoxId id) {
			this.id = id;
		}

		@Override
		public String toString() {
			return this.id.toString();
		}

	}

	/** Neither serializable nor immutable. */
	static class SlotId {

		String row;

		int number;

		protected SlotId() {
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof SlotId id && this.number == id.number && this.row.equals(id.row);
		}

		@Override
		public int hashCode() {
			return this.number;
		}

	}

	@Entity(name = "Slot")
	@IdClass(SlotId.class)
	static class Slot {

		@Id
		@Column(name = "slot_row")
		String row;

		@Id
		@Column(name = "slot_number")
		int number;

		String name;

		@ManyToOne(fetch = FetchType.LAZY)
		Slot next;

		@ManyToMany
		@JoinTable(name = "slot_set")
		Set<Slot> set = new HashSet<>();

		@ManyToMany
		@JoinTable(name = "slot_list")
		@OrderColumn
		List<Slot> list = new ArrayList<>();

		@ManyToMany
		@JoinTable(name = "slot_map")
		@MapKeyColumn
		Map<String, Slot> map = new HashMap<>();

		protected Slot() {
		}

		Slot(String row, int number, Slot next) {
			this.row = row;
			this.number = number;
			this.name = "slot " + row + number;
			this.next = next;
		}

		String describe() {
			return sorted(this.set) + this.list + new TreeMap<>(this.map);
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	@Entity(name = "Rack")
	static class Rack {

		@Id
		Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		Slot slot;

		@ManyToMany
		@JoinTable(name = "rack_slots")
		Set<Slot> slots = new HashSet<>();

		@ManyToMany
		@JoinTable(name = "rack_bag")
		List<Slot> bag = new ArrayList<>();

		protected Rack() {
		}

		Rack(Long id, Slot slot) {
			this.id = id;
			this.slot = slot;
		}

		String describe() {
			return this.id + sorted(this.slots) + sorted(this.bag);
		}

	}

}
