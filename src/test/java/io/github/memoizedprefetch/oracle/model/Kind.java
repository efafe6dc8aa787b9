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

package io.github.memoizedprefetch.oracle.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Kinds of cases, by what is special about their items. The classes of {@link #BASE} are
 * part of all of them.
 */
public enum Kind {

	/** The shapes of mappings. */
	BASE,

	/** {@link Callbacks}. */
	CALLBACKS(Callbacks.Greeting.class, Callbacks.Motto.class, Callbacks.Slogan.class, Callbacks.Speech.class),

	/** {@link Accessors}. */
	ACCESSORS(Accessors.Label.class, Accessors.Sticker.class, Accessors.Parcel.class),

	/** {@link Keys}. */
	KEYS(Keys.Badge.class, Keys.Coin.class, Keys.Nick.class, Keys.Pad.class, Keys.Plot.class, Keys.Moment.class,
			Keys.Beat.class, Keys.Letter.class, Keys.Ring.class, Keys.Purse.class, Keys.Receipt.class),

	/** {@link Dependent}. */
	DEPENDENT(Dependent.Clerk.class, Dependent.Ledger.class, Dependent.Office.class, Dependent.Posting.class,
			Dependent.Total.class, Dependent.Desk.class),

	/** {@link Cascades}. */
	CASCADES(Cascades.Star.class, Cascades.Planet.class, Cascades.Moon.class, Cascades.Probe.class,
			Cascades.Comet.class, Cascades.Mission.class),

	/** {@link Companions}. */
	COMPANIONS(Companions.Region.class, Companions.City.class, Companions.Street.class, Companions.House.class),

	/** {@link Bags}. */
	BAGS(Bags.Nest.class, Bags.Wood.class, Bags.Bird.class, Bags.Flock.class, Bags.Tree.class),

	/** {@link Loading}. */
	LOADING(Loading.Secret.class, Loading.Rumour.class, Loading.Diary.class),

	/** {@link Twins}. */
	TWINS(Twins.Pair.class, Twins.Twin.class),

	/** {@link Values}. */
	VALUES(Values.Song.class, Values.Concert.class),

	/** {@link Proxies}. */
	PROXIES(Proxies.Circle.class, Proxies.Square.class, Proxies.Drawing.class),

	/** {@link Graphs}. */
	GRAPHS(Graphs.Cluster.class, Graphs.Piece.class),

	/** {@link Links}. */
	LINKS(Links.Topic.class, Links.Essay.class),

	/** Sessions with settings that change what they read: {@link Visits}. */
	SESSIONS(Visits.Visitor.class, Visits.Visit.class),

	/** Locks that force increments of versions. */
	INCREMENTS,

	/** Several prefetches on one factory. */
	SEVERAL,

	/** {@link Temporals}. */
	TEMPORAL(Temporals.Player.class, Temporals.Team.class, Temporals.Contract.class),

	/**
	 * Transactions of a step with an isolation level of their own, during which others
	 * commit.
	 */
	TRANSACTIONS,

	/** Items, and what is merged with them, are removed. */
	REMOVALS,

	/** Entity graphs of several levels fetch along. */
	FETCHES,

	/** Items are ids, whose entities the processor finds. */
	IDS,

	/** Rows of a file, that have keys: {@link Wares}. Their factories are their own. */
	LOOKUPS,

	/** {@link Crates}. */
	ANY(Crates.Box.class, Crates.Jar.class, Crates.Slip.class, Crates.Crate.class),

	/**
	 * Rows are deleted that links lead to, which stay, while the step's session has them:
	 * {@link Peers}.
	 */
	DELETIONS(Peers.Peer.class, Peers.Crest.class),

	/** {@link Subclasses}. */
	SUBCLASSES(Subclasses.Animal.class, Subclasses.Cat.class, Subclasses.Dog.class, Subclasses.Puppy.class,
			Subclasses.Tool.class, Subclasses.Saw.class, Subclasses.Drill.class, Subclasses.Keeper.class),

	/** {@link Blots}. */
	UNREADABLE(Blots.Blot.class, Blots.Stain.class, Blots.Smear.class, Blots.Sheet.class);

	private final List<Class<? extends Stored>> types;

	@SafeVarargs
	Kind(Class<? extends Stored>... types) {
		this.types = List.of(types);
	}

	/** The classes that are its own; those that others refer to first. */
	public List<Class<? extends Stored>> types() {
		return this.types;
	}

	/** All classes of all kinds, also abstract ones. */
	public static Set<Class<? extends Stored>> allTypes() {
		Set<Class<? extends Stored>> types = new LinkedHashSet<>(List.of(Proxies.Figure.class));
		Arrays.stream(values()).forEach((kind) -> types.addAll(kind.types));
		return types;
	}

	/**
	 * Whether it is about what changes beside the chunks, so that there should be many of
	 * both.
	 */
	public boolean isAboutChanges() {
		return this == DEPENDENT || this == CASCADES || this == COMPANIONS || this == INCREMENTS || this == ANY;
	}

	/** Whether the first two of its classes come along with others. */
	public boolean hasCompanions() {
		return this == COMPANIONS || this == ANY;
	}

	/** The classes that items of such cases are of. */
	public List<Class<? extends Stored>> itemTypes() {
		if (this == INCREMENTS) {
			return List.of(Category.class, Rating.class, Line.class, Book.class);
		}
		if (this == ANY) {
			return List.of(Crates.Slip.class, Crates.Crate.class, Crates.Crate.class, Crates.Crate.class);
		}
		if (this == CASCADES || this == COMPANIONS || this == SUBCLASSES || this == UNREADABLE) {
			// what leads to most of the others
			List<Class<? extends Stored>> types = new ArrayList<>(this.types);
			types.addAll(Collections.nCopies(this.types.size(), this.types.get(this.types.size() - 1)));
			return types;
		}
		return this.types.isEmpty() ? Model.CONCRETE : this.types;
	}

}
