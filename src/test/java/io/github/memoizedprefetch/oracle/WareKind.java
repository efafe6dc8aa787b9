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

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

import io.github.memoizedprefetch.oracle.model.Wares.DayWare;
import io.github.memoizedprefetch.oracle.model.Wares.FrozenWare;
import io.github.memoizedprefetch.oracle.model.Wares.HiddenWare;
import io.github.memoizedprefetch.oracle.model.Wares.Label;
import io.github.memoizedprefetch.oracle.model.Wares.LabelWare;
import io.github.memoizedprefetch.oracle.model.Wares.LooseWare;
import io.github.memoizedprefetch.oracle.model.Wares.MomentWare;
import io.github.memoizedprefetch.oracle.model.Wares.NumberWare;
import io.github.memoizedprefetch.oracle.model.Wares.PriceWare;
import io.github.memoizedprefetch.oracle.model.Wares.RackWare;
import io.github.memoizedprefetch.oracle.model.Wares.SoftWare;
import io.github.memoizedprefetch.oracle.model.Wares.SpecialWare;
import io.github.memoizedprefetch.oracle.model.Wares.TextWare;
import io.github.memoizedprefetch.oracle.model.Wares.TouchedWare;
import io.github.memoizedprefetch.oracle.model.Wares.Ware;

/**
 * What is looked up, and by which codes.
 */
enum WareKind {

	TEXT(TextWare.class, texts()),

	/** The codes of a subclass. */
	SPECIAL(SpecialWare.class, texts()),

	LOOSE(LooseWare.class, texts()),

	NUMBER(NumberWare.class, List.of(1L, 2L, 3L, 4L, 5L, 6L)),

	PRICE(PriceWare.class, prices()),

	DAY(DayWare.class, List.of(day(0), day(1), day(2), day(3))),

	MOMENT(MomentWare.class, List.of(time(0, 0), time(1, 0), time(1, 1), time(1, 400_000_000), time(2, 0))),

	LABEL(LabelWare.class, List.of(new Label("a"), new Label("A"), new Label("b"), new Label("C"), new Label("c"))),

	HIDDEN(HiddenWare.class, texts()),

	SOFT(SoftWare.class, texts()),

	TOUCHED(TouchedWare.class, texts()),

	FROZEN(FrozenWare.class, texts()),

	RACKED(RackWare.class, texts());

	/** A key that is a record. */
	record Text(String code) {
	}

	record Number(Long code) {
	}

	record Price(BigDecimal code) {
	}

	record Day(LocalDate code) {
	}

	record Moment(LocalDateTime code) {
	}

	private final Class<? extends Ware<?>> type;

	private final List<Object> codes;

	WareKind(Class<? extends Ware<?>> type, List<?> codes) {
		this.type = type;
		this.codes = List.copyOf(codes);
	}

	private static List<String> texts() {
		return List.of("a", "A", "b", "c", "C", "d", "e", "f ", "f", "g");
	}

	private static List<BigDecimal> prices() {
		return List.of(new BigDecimal("1"), new BigDecimal("1.00"), new BigDecimal("2.5"), new BigDecimal("2.50"),
				new BigDecimal("3.00"), new BigDecimal("4.25"));
	}

	private static LocalDate day(int day) {
		return LocalDate.of(2026, 3, 28 + day);
	}

	private static LocalDateTime time(int hour, int nanos) {
		return LocalDateTime.of(2026, 7, 1, hour, 0, 0, nanos);
	}

	Class<? extends Ware<?>> type() {
		return this.type;
	}

	Class<?> codeType() {
		return this.codes.get(0).getClass();
	}

	List<Object> codes() {
		return this.codes;
	}

	/** Whether a record may be the key, of what is not converted. */
	boolean hasRecords() {
		return this != LABEL;
	}

	/** A code as a key that is a record. */
	static Object record(Object code) {
		if (code instanceof String text) {
			return new Text(text);
		}
		if (code instanceof Long number) {
			return new Number(number);
		}
		if (code instanceof BigDecimal price) {
			return new Price(price);
		}
		return (code instanceof LocalDate day) ? new Day(day) : new Moment((LocalDateTime) code);
	}

	/** The entity's name. */
	String entity() {
		return this.type.getSimpleName();
	}

	String table() {
		return (this == SPECIAL) ? TEXT.table() : entity();
	}

	/** Whether a row's code is the one that was asked for, if it is equal to it. */
	boolean isExact() {
		return this == NUMBER || this == DAY;
	}

	/** A new one. */
	@SuppressWarnings("unchecked")
	Ware<Object> make(long id, Object code, int amount) {
		try {
			Ware<Object> ware = (Ware<Object>) this.type.getDeclaredConstructor().newInstance();
			ware.number(id, code);
			ware.amount(amount);
			return ware;
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
