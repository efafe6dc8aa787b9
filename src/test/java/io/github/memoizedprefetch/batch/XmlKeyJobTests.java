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
package io.github.memoizedprefetch.batch;

import java.util.List;
import java.util.stream.IntStream;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.model.keys.CrewMember;
import io.github.memoizedprefetch.model.keys.Flight;
import io.github.memoizedprefetch.model.keys.FlightId;
import io.github.memoizedprefetch.model.keys.Pilot;
import io.github.memoizedprefetch.model.keys.Seat;
import io.github.memoizedprefetch.model.keys.SeatId;
import io.github.memoizedprefetch.model.keys.Shift;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.support.ListItemWriter;
import org.springframework.context.support.GenericXmlApplicationContext;
import org.springframework.orm.jpa.SharedEntityManagerCreator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Jobs defined in XML whose rows hold ids and other keys of several columns: see
 * {@code key-jobs.xml}.
 */
class XmlKeyJobTests {

	private static final int CHUNKS = 3;

	private final Database database = Database.open(Flight.class, CrewMember.class, Pilot.class, Shift.class,
			Seat.class);

	private final EntityManager entityManager = SharedEntityManagerCreator
		.createSharedEntityManager(this.database.entityManagerFactory());

	private final GenericXmlApplicationContext context = new GenericXmlApplicationContext();

	/** A row of a file; there is no flight and no seat for the last ones. */
	record Row(String airline, int flightNumber, Place seat, Connection connection) {
	}

	/** What is no id. */
	record Connection(String airline, String name) {
	}

	record Place(int line, String letter) {
	}

	@BeforeEach
	void open() {
		this.database.inTransaction(XmlKeyJobTests::populate);
		ItemProcessor<Row, String> processor = this::process;
		this.context.getBeanFactory().registerSingleton("entityManagerFactory", this.database.entityManagerFactory());
		this.context.getBeanFactory()
			.registerSingleton("rows", IntStream.range(0, 12).mapToObj(XmlKeyJobTests::row).toList());
		this.context.getBeanFactory().registerSingleton("processor", processor);
		ItemProcessor<Row, String> lookupProcessor = this::look;
		this.context.getBeanFactory().registerSingleton("lookupProcessor", lookupProcessor);
		this.context.load(getClass(), "key-jobs.xml");
		this.context.refresh();
	}

	private static void populate(EntityManager entityManager) {
		for (int i = 0; i < 10; i++) {
			Flight flight = new Flight((i % 2 == 0) ? "AA" : "BB", i / 2, "City " + i);
			Pilot pilot = new Pilot(i, "Pilot " + i);
			entityManager.persist(flight);
			entityManager.persist(pilot);
			entityManager.persist(new CrewMember(flight, pilot, "captain"));
			entityManager.persist(new Seat(new SeatId(i, "A"), "Seat " + i));
		}
	}

	private static Row row(int i) {
		String airline = (i % 2 == 0) ? "AA" : "BB";
		return new Row(airline, i / 2, new Place(i, "A"), new Connection(airline, "City " + i));
	}

	private String process(Row row) {
		Flight flight = this.entityManager.find(Flight.class, new FlightId(row.airline(), row.flightNumber()));
		Seat seat = this.entityManager.find(Seat.class, new SeatId(row.seat().line(), row.seat().letter()));
		if (flight == null || seat == null) {
			return "nothing for " + row;
		}
		return flight.getDestination() + flight.getCrew().iterator().next().getPilot().getName() + seat.getName();
	}

	@SuppressWarnings("unchecked")
	private String look(Row row) {
		MemoizedLookup<Connection, Flight> flights = this.context.getBean("flights", MemoizedLookup.class);
		return flights.find(row.connection()).map((flight) -> flight.getAirline() + flight.getNumber()).orElse("none");
	}

	@AfterEach
	void close() {
		this.context.close();
		this.database.close();
	}

	@Test
	void should_prefetch_by_ids_of_several_columns() {
		List<String> without = run("jobWithout");
		assertThat(without).hasSize(12).contains("City 9Pilot 9Seat 9", "nothing for " + row(11));
		assertThat(this.database.statements().count()).isEqualTo(2 * 12 + 2 * 10);
		List<String> with = run("job");
		assertThat(with).isEqualTo(without);
		// flights, crews, pilots and seats; the last two rows ask for what is not there
		assertThat(this.database.statements().count()).isEqualTo(4 * CHUNKS + 2 * 2);
	}

	@Test
	void should_look_up_by_several_attributes() {
		assertThat(run("lookupJob")).containsExactly("AA0", "BB0", "AA1", "BB1", "AA2", "BB2", "AA3", "BB3", "AA4",
				"BB4", "none", "none");
		assertThat(this.database.statements().count()).isEqualTo(CHUNKS);
	}

	@SuppressWarnings("unchecked")
	private List<String> run(String job) {
		ListItemWriter<String> writer = this.context.getBean("writer", ListItemWriter.class);
		int before = writer.getWrittenItems().size();
		this.database.statements().reset();
		JobExecution execution = StepRunner.job(this.context.getBean(JobRepository.class), new JobParameters());
		try {
			this.context.getBean(job, Job.class).execute(execution);
		}
		catch (JobInterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		return List.copyOf(writer.getWrittenItems().subList(before, writer.getWrittenItems().size()));
	}

}
