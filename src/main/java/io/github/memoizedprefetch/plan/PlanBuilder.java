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
package io.github.memoizedprefetch.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.memoizedprefetch.hibernate.mapping.Attribute;
import io.github.memoizedprefetch.hibernate.mapping.CollectionMapping;
import io.github.memoizedprefetch.hibernate.mapping.EntityIds;
import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.lookup.Target;
import io.github.memoizedprefetch.lookup.Targets;
import io.github.memoizedprefetch.message.DottedPath;
import io.github.memoizedprefetch.message.Suggestion;
import io.github.memoizedprefetch.message.Warnings;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the paths of items, and reports every mistake in them.
 */
public final class PlanBuilder {

	private final Mappings mappings;

	private final Targets targets;

	private final Warnings warnings;

	private final List<PlanNode.Staged> staged = new ArrayList<>();

	private final EagerPaths eager;

	public PlanBuilder(Mappings mappings, Targets targets, Warnings warnings) {
		this.mappings = mappings;
		this.targets = targets;
		this.warnings = warnings;
		this.eager = new EagerPaths(mappings);
	}

	public Plan build(Map<Class<?>, ? extends Collection<ItemPath>> paths) {
		Map<Class<?>, PlanNode> roots = new LinkedHashMap<>();
		paths.forEach((itemType, own) -> {
			Step root = root(itemType);
			this.eager.begin(own);
			Map<String, List<Step>> known = new HashMap<>();
			own.forEach((path) -> {
				if (path.key() != null) {
					addKey(path, path.key(), itemType, root, known);
				}
				else {
					add(path, root, known);
				}
			});
			roots.put(itemType, root.node());
		});
		return Plan.of(roots, this.staged, this.targets.sharing());
	}

	private void add(ItemPath path, Step root, Map<String, List<Step>> known) {
		if (path.isOfEager()) {
			addEager(path, root, known);
			return;
		}
		Step.firstMistakeIfEmpty(root.follow(path.segments(), path.name(), known), (step) -> {
			PathMistakes.checkEnd(path, step.node());
			return List.of(step);
		});
	}

	private void addEager(ItemPath path, Step root, Map<String, List<Step>> known) {
		List<String> prefix = path.segments().subList(0, path.segments().size() - 1);
		Step.firstMistakeIfEmpty(root.follow(prefix, path.name(), known), (owner) -> {
			List<ItemPath> found = this.eager.of(owner.source(), String.join(".", prefix), path);
			this.eager.during(path, found, () -> found.forEach((each) -> add(each, root, known)));
			return List.of(owner);
		});
	}

	/** Ids, and what is behind the entities. */
	private void addKey(ItemPath path, Key key, Class<?> itemType, Step root, Map<String, List<Step>> known) {
		EntityMapping entity = this.targets.entity(key.entity());
		if (key.source() != null) {
			ids(entity, KeySource.of(key, key.source(), path.name(), itemType), root, path.name(), key);
			return;
		}
		CompositeKey several = CompositeKey.of(path.name());
		if (several != null) {
			EntityIds ids = new EntityIds(entity);
			Step.firstMistakeIfEmpty(root.follow(several.owner(), path.name(), known), (owner) -> {
				ids(entity, several.source(ids, owner.source(), this.mappings), owner, several.properties(), key);
				return List.of(owner);
			});
			return;
		}
		List<String> segments = path.segments();
		int last = segments.size() - 1;
		List<Step> owners = root.follow(segments.subList(0, last), path.name(), known);
		Step.firstMistakeIfEmpty(owners, (owner) -> {
			KeySource.find(owner.source(), segments.get(last), path.name(), false)
				.forEach((source) -> ids(entity, source, owner, segments.get(last), key));
			return List.of(owner);
		});
	}

	private void ids(EntityMapping entity, KeySource source, Step from, String segment, Key key) {
		EntityIds ids = new EntityIds(entity);
		ids.check(source.type(), source.name());
		Step step = entity(entity, source.reader(), null, from, segment, segment);
		((PlanNode.Entity) step.node()).ids(ids);
		Map<String, List<Step>> known = new HashMap<>();
		key.paths().forEach((path) -> add(path, step, known));
	}

	private Step root(Class<?> itemType) {
		PlanNode.Reader self = (item) -> item;
		EntityMapping entity = this.mappings.entity(itemType);
		if (entity != null) {
			PlanNode.Entity node = new PlanNode.Entity("", self, null, this.staged.size(), null,
					this.targets.target(entity));
			this.staged.add(node);
			this.eager.begin(entity);
			return new Step(node, node, entity, (from, segment, path) -> attribute(entity, from, segment, path));
		}
		return new Step(new PlanNode.Value("", self, null), null, itemType,
				(from, segment, path) -> List.of(property(itemType, from, segment, path)));
	}

	private List<Step> attribute(EntityMapping owner, Step from, String given, String path) {
		String segment = PropertyName.spelling(given, (name) -> !owner.attributes(name).isEmpty());
		List<Attribute> attributes = owner.attributes(segment);
		if (!attributes.isEmpty()) {
			List<Step> steps = new ArrayList<>();
			attributes.forEach((attribute) -> steps.add(step(attribute, owner.toString(), from, segment, path)));
			return steps;
		}
		Attribute.EmbeddedKey key = owner.embeddedKey(segment);
		if (key != null) {
			return List.of(embeddedKey(key, owner + "." + segment, from, segment));
		}
		if (BeanProperty.find(owner.javaType(), segment) != null) {
			return List.of(property(owner.javaType(), from, segment, path));
		}
		throw from.node().path().isEmpty() ? PathMistakes.unknown(owner, segment, path)
				: unknown(owner.toString(), segment, path, owner.attributeNames());
	}

	private Step embeddedKey(Attribute.EmbeddedKey key, String name, Step from, String segment) {
		PlanNode node = child(from, new PlanNode.Value(path(from, segment), key::get, null));
		return new Step(node, from.staged(), key, (next, given, full) -> {
			String inner = PropertyName.spelling(given, (other) -> key.attribute(other) != null);
			Attribute attribute = key.attribute(inner);
			if (attribute == null) {
				throw unknown(name, inner, full, key.attributeNames());
			}
			return List.of(step(attribute, name, next, inner, full));
		});
	}

	private Step property(Class<?> owner, Step from, String segment, String path) {
		BeanProperty property = BeanProperty.find(owner, segment);
		if (property == null && from.node().path().isEmpty() && owner.getName().startsWith("java.")) {
			throw new IllegalArgumentException("Items of " + owner.getName() + " have no associations (path '" + path
					+ "'); if they are ids, say whose: itemsAreIdsOf(Book.class)");
		}
		if (property == null) {
			throw unknown(owner.getSimpleName(), segment, path, BeanProperty.names(owner));
		}
		EntityMapping entity = this.mappings.entity(property.type());
		if (entity != null) {
			return entity(entity, property::get, null, from, segment, path);
		}
		PlanNode node = child(from, new PlanNode.Value(path(from, segment), property::get, null));
		return new Step(node, from.staged(), property.type(),
				(next, name, full) -> List.of(property(property.type(), next, name, full)));
	}

	private Step step(Attribute attribute, String owner, Step from, String segment, String path) {
		EntityMapping toOne = attribute.toOne();
		CollectionMapping collection = attribute.collection();
		String name = owner + "." + segment;
		boolean first = from.staged() == null || from.staged().path().isEmpty();
		String reason = this.eager.loadedWithOwner(attribute, path(from, segment), first);
		if (!Attribute.EAGER.equals(reason)) {
			this.warnings.loadedWithOwner(path(from, segment), reason);
		}
		if (toOne != null) {
			Step step = entity(toOne, attribute::get, attribute, from, segment, path);
			this.eager.mark(reason, toOne, step);
			return step;
		}
		if (collection != null) {
			Step step = collection(collection, attribute, from, segment);
			this.eager.mark(reason, null, step);
			return step;
		}
		if (attribute.isEmbedded()) {
			PlanNode node = child(from, new PlanNode.Value(path(from, segment), attribute::get, attribute));
			return new Step(node, from.staged(), attribute,
					(next, inner, full) -> List.of(embedded(attribute, name, next, inner, full)));
		}
		throw PathMistakes.leadsNowhere(attribute, name, path);
	}

	private Step embedded(Attribute owner, String name, Step from, String given, String path) {
		String segment = PropertyName.spelling(given, (other) -> owner.embedded(other) != null);
		Attribute attribute = owner.embedded(segment);
		if (attribute == null) {
			throw unknown(name, segment, path, owner.embeddedNames());
		}
		return step(attribute, name, from, segment, path);
	}

	private Step entity(EntityMapping entity, PlanNode.Reader reader, @Nullable Attribute attribute, Step from,
			String segment, String path) {
		Target target = this.targets.target(entity);
		if (!target.entity().javaType().isAssignableFrom(entity.javaType())) {
			throw new IllegalArgumentException("Path '" + path + "' leads to " + entity + ", but its hierarchy is"
					+ " configured for " + target.entity() + " only; make that a config of " + entity);
		}
		String nodePath = path(from, segment);
		this.warnings.unsupported(nodePath, target.entity().unsupported());
		PlanNode.Entity node = new PlanNode.Entity(nodePath, reader, attribute, this.staged.size(), from.staged(),
				target);
		this.staged.add(node);
		child(from, node);
		return new Step(node, node, entity, (next, name, full) -> attribute(entity, next, name, full));
	}

	private Step collection(CollectionMapping mapping, Attribute attribute, Step from, String segment) {
		String path = path(from, segment);
		this.warnings.unsupported(path, mapping.unsupported());
		PlanNode.Elements node = new PlanNode.Elements(path, attribute::get, attribute, this.staged.size(),
				from.staged(), this.targets.role(mapping));
		this.staged.add(node);
		child(from, node);
		EntityMapping element = mapping.element();
		if (element == null) {
			return new Step(node, node, mapping, (next, name, full) -> List.of(element(mapping, next, name, full)));
		}
		PlanNode.Entity elements = new PlanNode.Entity(path, (value) -> value, null, this.staged.size(), node,
				this.targets.target(element));
		this.staged.add(elements);
		node.elements(elements);
		return new Step(node, elements, element, (next, name, full) -> attribute(element, next, name, full));
	}

	private Step element(CollectionMapping mapping, Step from, String given, String path) {
		String segment = PropertyName.spelling(given, (other) -> mapping.elementAttribute(other) != null);
		Attribute attribute = mapping.elementAttribute(segment);
		if (attribute == null) {
			throw unknown("An element of " + mapping, segment, path, List.of());
		}
		return step(attribute, mapping.toString(), from, segment, path);
	}

	/** Behind a collection of entities the path goes on from its elements. */
	private static <N extends PlanNode> N child(Step from, N node) {
		PlanNode parent = (from.node() instanceof PlanNode.Elements collection && collection.elements() != null)
				? collection.elements() : from.node();
		parent.children().add(node);
		return node;
	}

	private static String path(Step from, String segment) {
		return DottedPath.append(from.node().path(), segment);
	}

	private static IllegalArgumentException unknown(String owner, String segment, String path,
			Collection<String> names) {
		return PathMistakes.unknown(owner, segment, path, Suggestion.of(segment, names));
	}

}
