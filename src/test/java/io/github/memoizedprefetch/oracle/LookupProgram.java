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
package io.github.memoizedprefetch.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.github.memoizedprefetch.oracle.LookupCase.Lookup;
import io.github.memoizedprefetch.oracle.LookupCase.Output;
import io.github.memoizedprefetch.oracle.LookupCase.Program;
import io.github.memoizedprefetch.oracle.LookupCase.Row;
import io.github.memoizedprefetch.oracle.LookupCase.Transactions;
import io.github.memoizedprefetch.oracle.model.Wares.Rack;
import io.github.memoizedprefetch.oracle.model.Wares.RackWare;
import io.github.memoizedprefetch.oracle.model.Wares.Ware;
import jakarta.persistence.EntityManager;
import jakarta.persistence.NonUniqueResultException;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The processor of a case: looks up what rows have keys of, and does what sessions can do
 * in between. What it does depends on the row alone.
 */
final class LookupProgram implements ItemProcessor<Row, Output> {

	private final LookupCase lookupCase;

	private final List<Finder> finders;

	private final EntityManager entityManager;

	private final TransactionTemplate nested;

	private final LookupIntruder intruder;

	private final List<String> log;

	private final Map<Integer, Integer> attempts = new HashMap<>();

	private long ids = 1_000;

	LookupProgram(LookupCase lookupCase, List<Finder> finders, EntityManager entityManager, TransactionTemplate nested,
			LookupIntruder intruder, List<String> log) {
		this.lookupCase = lookupCase;
		this.finders = finders;
		this.entityManager = entityManager;
		this.nested = nested;
		this.intruder = intruder;
		this.log = log;
	}

	@Override
	public Output process(Row row) {
		StringBuilder line = new StringBuilder().append(row.number()).append(':');
		if (this.lookupCase.transactions() == Transactions.EXECUTOR) {
			lookUp(row, line, new ArrayList<>());
			return new Output(row.number(), line.toString(), List.of());
		}
		List<Object> found = new ArrayList<>();
		int attempt = this.attempts.merge(row.number(), 1, Integer::sum);
		try {
			lookUp(row, line, found);
		}
		catch (RuntimeException ex) {
			line.append(" failed");
			throw ex;
		}
		finally {
			this.log.add(line.toString());
		}
		if (this.lookupCase.failsInProcessor(row, attempt)) {
			throw new IllegalStateException("row " + row.number());
		}
		return (row.seed() % 13 == 0) ? null : new Output(row.number(), line.toString(), found);
	}

	private void lookUp(Row row, StringBuilder line, List<Object> found) {
		Random random = new Random(row.seed());
		if (this.lookupCase.racked()) {
			Rack rack = this.entityManager.find(Rack.class, row.rack());
			line.append(' ').append((rack != null) ? rack.name() : "-");
			if (rack != null && this.lookupCase.program() == Program.READ) {
				line.append(rack.wares().stream().map(RackWare::code).sorted().toList());
			}
		}
		for (int i = 0; i < this.finders.size(); i++) {
			Object key = row.keys().get(i);
			if (this.lookupCase.program().isWild()) {
				for (int actions = random.nextInt(3); actions > 0; actions--) {
					act(random, i, key, line);
				}
				if (random.nextInt(8) == 0) {
					key = code(random, i); // which nobody has announced
				}
			}
			ask(i, key, random, line, this.lookupCase.isShared() ? null : found);
			if (this.lookupCase.program() != Program.READ && random.nextInt(3) == 0) {
				ask(i, key, random, line, this.lookupCase.isShared() ? null : found);
			}
		}
	}

	private Lookup lookup(int i) {
		return this.lookupCase.lookups().get(i);
	}

	private Object code(Random random, int i) {
		List<Object> codes = lookup(i).kind().codes();
		return codes.get(random.nextInt(codes.size()));
	}

	/**
	 * @param found where to put what is found and changed; null to change nothing, which
	 * the step's transaction may have locked
	 */
	private void ask(int i, Object key, Random random, StringBuilder line, List<Object> found) {
		line.append(' ').append(key).append('=');
		Finder finder = this.finders.get(i);
		int amount = random.nextInt(4);
		try {
			List<Object> values = switch (lookup(i).way()) {
				case ONE, LOADER_ONE, SUMS, COUNTS -> finder.find(key).stream().toList();
				case MANY, LOADER_MANY -> finder.all(key);
				case EXISTS -> List.of(finder.exists(key));
				case CREATE, LOADER_CREATE ->
					(key == null) ? List.of() : List.of(finder.getOrCreate(key, () -> persist(i, key, amount)));
			};
			line.append(values.stream().map(this::text).sorted().toList());
			values.stream().filter(Ware.class::isInstance).forEach((value) -> {
				if (found != null && this.lookupCase.program() != Program.READ && this.entityManager.contains(value)) {
					((Ware<?>) value).amount(((Ware<?>) value).amount() + 1);
					found.add(value);
				}
			});
		}
		catch (NonUniqueResultException ex) {
			line.append("several");
			if (this.lookupCase.strict()) {
				throw ex;
			}
		}
	}

	private String text(Object value) {
		if (!(value instanceof Ware<?> ware)) {
			return String.valueOf(value);
		}
		boolean managed = this.lookupCase.isShared()
				|| (this.lookupCase.transactions() == Transactions.JPA && this.entityManager.contains(ware));
		return ware.id() + "/" + ware.code() + "/" + ware.amount() + (managed ? "" : " detached");
	}

	private Object persist(int i, Object code, int amount) {
		Ware<Object> ware = lookup(i).kind().make(this.ids++, code, amount);
		this.entityManager.persist(ware);
		return ware;
	}

	/**
	 * Entities that have a key, whatever the lookup finds. Not by a query where queries
	 * write too: what it has read, the library takes for not given to anybody, and reads
	 * it again if queries have changed it.
	 */
	@SuppressWarnings("unchecked")
	private List<Ware<Object>> entities(int i, Object key) {
		if (lookup(i).way().isValue() && this.lookupCase.program() == Program.WILDER) {
			return List.of();
		}
		List<?> found = lookup(i).way().isValue()
				? this.entityManager.createQuery("from " + lookup(i).kind().entity() + " e where e.code = :key")
					.setParameter("key", key)
					.getResultList()
				: this.finders.get(i).all(key);
		return (List<Ware<Object>>) found;
	}

	private void act(Random random, int i, Object key, StringBuilder line) {
		boolean writing = this.lookupCase.program() == Program.WILDER;
		int action = random.nextInt(writing ? 23 : 18);
		Object code = code(random, i);
		Object old = (key != null) ? key : code(random, i);
		String entity = lookup(i).kind().entity();
		String table = lookup(i).kind().table();
		line.append(" (").append(action).append(' ').append(code);
		switch (action) {
			case 0, 1 -> persist(i, code, random.nextInt(4));
			case 2, 3 -> entities(i, code).forEach((ware) -> ware.recode(old));
			case 4 -> entities(i, code).forEach(this.entityManager::remove);
			case 5 -> this.entityManager.flush();
			case 6 -> {
				this.entityManager.flush();
				this.entityManager.clear();
			}
			case 7, 8 -> {
				if (this.lookupCase.interrupted()) {
					this.intruder.insert(lookup(i).kind(), old, random.nextInt(4));
				}
			}
			case 9 -> line.append(this.entityManager.createQuery((writing ? "select id from " : "from ") + entity)
				.getResultList()
				.size());
			case 10 -> {
				List<Ware<Object>> found = entities(i, old);
				this.entityManager.flush(); // the query would have
				found.forEach(this.entityManager::detach);
			}
			case 11 -> {
				List<Ware<Object>> found = entities(i, code);
				this.entityManager.flush();
				found.forEach((ware) -> {
					this.entityManager.detach(ware);
					ware.recode(old);
					this.entityManager.merge(ware);
				});
			}
			case 12 -> {
				List<Ware<Object>> found = entities(i, code);
				this.entityManager.flush();
				found.stream().filter(this.entityManager::contains).forEach(this.entityManager::refresh);
			}
			case 13 -> {
				if (this.lookupCase.interrupted()) {
					this.nested.executeWithoutResult((status) -> {
						persist(i, old, 1);
						ask(i, old, random, line, null);
						ask(i, code, random, line, null);
					});
				}
			}
			case 14 -> {
				if (writing) {
					break;
				}
				Ware<?> ware = this.entityManager.find(lookup(i).kind().type(), (long) random.nextInt(6));
				line.append((ware != null) ? ware.code() : "-");
			}
			case 15 -> this.entityManager.getReference(lookup(i).kind().type(), (long) random.nextInt(3));
			case 16 -> {
				if (!writing) {
					rack(random, line);
				}
			}
			case 17 -> {
				int amount = random.nextInt(3); // of all: nothing orders them
				entities(i, code).forEach((ware) -> ware.amount(amount));
			}
			case 18 -> this.entityManager.createQuery("update " + entity + " set code = :new where code = :old")
				.setParameter("new", code)
				.setParameter("old", old)
				.executeUpdate();
			case 19 -> this.entityManager.createQuery("delete " + entity + " where code = :old")
				.setParameter("old", old)
				.executeUpdate();
			case 20 -> this.entityManager.createQuery("update " + entity + " set amount = amount + 1 where code = :old")
				.setParameter("old", old)
				.executeUpdate();
			case 21 ->
				this.entityManager.createNativeQuery("update " + table + " set amount = amount + 1").executeUpdate();
			default -> this.entityManager.createNativeQuery("update " + table + " set code = ? where id = 1")
				.setParameter(1, code)
				.executeUpdate();
		}
		line.append(')');
	}

	/** Wares come and go with racks. */
	private void rack(Random random, StringBuilder line) {
		Rack rack = this.entityManager.find(Rack.class, (long) random.nextInt(4));
		if (rack == null) {
			return;
		}
		line.append(rack.name());
		switch (random.nextInt(4)) {
			case 0 -> this.entityManager.remove(rack);
			case 1 -> rack.wares().clear();
			case 2 -> {
				RackWare ware = (RackWare) (Object) WareKind.RACKED.make(this.ids++, "a", 1);
				ware.put(rack);
				rack.wares().add(ware);
			}
			default -> rack.wares().forEach((ware) -> ware.recode("b"));
		}
	}

}
