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
package io.github.memoizedprefetch.model.shapes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

import jakarta.persistence.CascadeType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.MapKey;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.OrderColumn;
import org.hibernate.annotations.SortNatural;

/**
 * A collection of every shape.
 */
@Entity
public class Cabinet {

	@Id
	public Long id;

	@ManyToMany
	@JoinTable(name = "cabinet_set")
	public Set<Tag> set = new HashSet<>();

	@ManyToMany
	@JoinTable(name = "cabinet_bag")
	public List<Tag> bag = new ArrayList<>();

	@ManyToMany
	@OrderColumn
	@JoinTable(name = "cabinet_list")
	public List<Tag> list = new ArrayList<>();

	@ManyToMany
	@OrderBy("name desc")
	@JoinTable(name = "cabinet_ordered")
	public List<Tag> ordered = new ArrayList<>();

	@ManyToMany
	@OrderBy("name desc")
	@JoinTable(name = "cabinet_ordered_set")
	public Set<Tag> orderedSet = new LinkedHashSet<>();

	@ManyToMany
	@SortNatural
	@JoinTable(name = "cabinet_sorted")
	public SortedSet<Tag> sorted = new TreeSet<>();

	@ManyToMany
	@MapKeyColumn(name = "position")
	@JoinTable(name = "cabinet_map")
	public Map<String, Tag> map = new HashMap<>();

	@ManyToMany
	@MapKey(name = "name")
	@JoinTable(name = "cabinet_map_by_name")
	public Map<String, Tag> mapByName = new HashMap<>();

	@ElementCollection
	public Set<String> words = new HashSet<>();

	@ElementCollection
	@OrderColumn
	public List<Integer> numbers = new ArrayList<>();

	@ElementCollection
	@OrderColumn
	public List<Slot> slots = new ArrayList<>();

	@ElementCollection
	@MapKeyColumn(name = "word")
	public Map<String, Integer> counts = new HashMap<>();

	@OneToMany(mappedBy = "cabinet")
	public List<Drawer> inverse = new ArrayList<>();

	@OneToMany
	@JoinColumn(name = "left_cabinet_id")
	public Set<Drawer> joined = new HashSet<>();

	@OneToMany(cascade = CascadeType.ALL, orphanRemoval = true)
	@JoinColumn(name = "right_cabinet_id")
	public List<Drawer> owned = new ArrayList<>();

	protected Cabinet() {
	}

	public Cabinet(long id) {
		this.id = id;
	}

}
