package io.github.memoizedprefetch;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaStaticInitializer;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.jspecify.annotations.NullMarked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.lessThanOrEqualTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The rules that keep the library's packages apart.
 */
@AnalyzeClasses(packagesOf = ArchitectureTests.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	private static final String ROOT = "io.github.memoizedprefetch";

	private static final String HIBERNATE = ROOT + ".hibernate..";

	/** What users may rely on; all other packages are internal. */
	static final String[] API = { ROOT, ROOT + ".batch", ROOT + ".micrometer", ROOT + ".autoconfigure", ROOT + ".data",
			ROOT + ".test" };

	private static final String BATCH = ROOT + ".batch..";

	private static final String MICROMETER = ROOT + ".micrometer..";

	private static final String DATA = ROOT + ".data..";

	private static final String AUTOCONFIGURE = ROOT + ".autoconfigure..";

	private static final String TEST = ROOT + ".test..";

	@ArchTest
	static final ArchRule should_have_no_package_cycles = slices().assignedFrom(new PackagesBelowRoot())
		.should()
		.beFreeOfCycles()
		.allowEmptyShould(true);

	@ArchTest
	static final ArchRule should_use_hibernate_in_its_own_package_only = noClasses().that()
		.resideOutsideOfPackage(HIBERNATE)
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.hibernate..")
		.allowEmptyShould(true);

	@ArchTest
	static final ArchRule should_use_spring_in_batch_data_and_autoconfigure_only = noClasses().that()
		.resideOutsideOfPackages(BATCH, DATA, AUTOCONFIGURE)
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework..")
		.allowEmptyShould(true);

	@ArchTest
	static final ArchRule should_keep_spring_and_micrometer_out_of_the_core = noClasses().that()
		.resideOutsideOfPackages(BATCH, MICROMETER, DATA, AUTOCONFIGURE, TEST)
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework..", "io.micrometer..", BATCH, MICROMETER, DATA)
		.allowEmptyShould(true);

	@ArchTest
	static final ArchRule should_use_spring_data_in_its_own_package_only = noClasses().that()
		.resideOutsideOfPackage(DATA)
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework.data..")
		.allowEmptyShould(true);

	@ArchTest
	static final ArchRule should_not_mix_batch_with_spring_data = noClasses().that()
		.resideInAnyPackage(BATCH, MICROMETER, TEST)
		.should()
		.dependOnClassesThat()
		.resideInAPackage(DATA)
		.allowEmptyShould(true);

	@ArchTest
	static final ArchRule should_use_micrometer_in_its_own_package_and_autoconfigure_only = noClasses().that()
		.resideOutsideOfPackages(MICROMETER, AUTOCONFIGURE)
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.micrometer..")
		.allowEmptyShould(true);

	@ArchTest
	static final ArchRule should_not_depend_on_autoconfigure = noClasses().that()
		.resideOutsideOfPackage(AUTOCONFIGURE)
		.should()
		.dependOnClassesThat()
		.resideInAPackage(AUTOCONFIGURE)
		.allowEmptyShould(true);

	@ArchTest
	static final ArchRule should_not_show_hibernate_or_caffeine_to_users = members().that()
		.areDeclaredInClassesThat()
		.resideInAnyPackage(API)
		.and(areVisibleToUsers())
		.should(haveNoTypeFrom("org.hibernate.", "com.github.benmanes.caffeine."))
		.allowEmptyShould(true);

	@ArchTest
	static final ArchRule should_be_null_marked = classes().should(resideInNullMarkedPackage()).allowEmptyShould(true);

	@ArchTest
	static final ArchRule should_need_no_test_framework = noClasses().should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.junit..", "org.opentest4j..", "org.assertj..")
		.allowEmptyShould(true);

	@ArchTest
	static final ArchRule should_not_depend_on_what_is_for_tests = noClasses().that()
		.resideOutsideOfPackage(TEST)
		.should()
		.dependOnClassesThat()
		.resideInAPackage(TEST)
		.allowEmptyShould(true);

	@ArchTest
	static final ArchRule should_show_users_at_most_30_types = classes().that()
		.resideInAnyPackage(API)
		.and()
		.arePublic()
		.and()
		.areTopLevelClasses()
		.should()
		.containNumberOfElements(lessThanOrEqualTo(30))
		.allowEmptyShould(true);

	@ArchTest
	static final ArchRule should_show_users_no_internal_type = members().that()
		.areDeclaredInClassesThat()
		.resideInAnyPackage(API)
		.and(areVisibleToUsers())
		.should(haveTypesOfTheApiOnly())
		.allowEmptyShould(true);

	/** Of Hibernate's rooms each knows those before it only. */
	@ArchTest
	static final ArchRule should_know_earlier_rooms_of_hibernate_only = layeredArchitecture()
		.consideringOnlyDependenciesInLayers()
		.layer("version")
		.definedBy(ROOT + ".hibernate.version..")
		.layer("events")
		.definedBy(ROOT + ".hibernate.events..")
		.layer("lazyload")
		.definedBy(ROOT + ".hibernate.lazyload..")
		.layer("codec")
		.definedBy(ROOT + ".hibernate.codec..")
		.layer("mapping")
		.definedBy(ROOT + ".hibernate.mapping..")
		.layer("snapshot")
		.definedBy(ROOT + ".hibernate.snapshot..")
		.layer("deferred")
		.definedBy(ROOT + ".hibernate.deferred..")
		.layer("attaching")
		.definedBy(ROOT + ".hibernate.attaching..")
		.layer("loading")
		.definedBy(ROOT + ".hibernate.loading..")
		.layer("access")
		.definedBy(ROOT + ".hibernate.access..")
		.layer("asking")
		.definedBy(ROOT + ".hibernate.asking..")
		.layer("facade")
		.definedBy(ROOT + ".hibernate")
		.layer("eager")
		.definedBy(ROOT + ".hibernate.eager..")
		.layer("merging")
		.definedBy(ROOT + ".hibernate.merging..")
		.layer("reading")
		.definedBy(ROOT + ".hibernate.reading..")
		.layer("statements")
		.definedBy(ROOT + ".hibernate.statements..")
		.whereLayer("reading")
		.mayOnlyAccessLayers("attaching", "facade")
		.whereLayer("reading")
		.mayNotBeAccessedByAnyLayer()
		.whereLayer("merging")
		.mayNotBeAccessedByAnyLayer()
		.whereLayer("statements")
		.mayNotBeAccessedByAnyLayer()
		.whereLayer("eager")
		.mayOnlyAccessLayers("codec", "mapping", "facade")
		.whereLayer("eager")
		.mayNotBeAccessedByAnyLayer()
		.whereLayer("version")
		.mayNotAccessAnyLayer()
		.whereLayer("events")
		.mayOnlyAccessLayers("version")
		.whereLayer("lazyload")
		.mayOnlyAccessLayers("version", "events")
		.whereLayer("codec")
		.mayOnlyAccessLayers("version", "events", "lazyload")
		.whereLayer("mapping")
		.mayOnlyAccessLayers("version", "events", "lazyload", "codec")
		.whereLayer("snapshot")
		.mayOnlyAccessLayers("version", "events", "lazyload", "codec", "mapping")
		.whereLayer("deferred")
		.mayOnlyAccessLayers("version", "events", "lazyload", "codec", "mapping", "snapshot")
		.whereLayer("attaching")
		.mayOnlyAccessLayers("version", "events", "lazyload", "codec", "mapping", "snapshot", "deferred")
		.whereLayer("loading")
		.mayOnlyAccessLayers("version", "events", "lazyload", "codec", "mapping", "snapshot", "attaching")
		.whereLayer("access")
		.mayOnlyAccessLayers("version")
		.whereLayer("asking")
		.mayOnlyAccessLayers("access", "version", "events", "mapping", "attaching");

	/** What users put into a step may know the rooms behind it, and not the reverse. */
	@ArchTest
	static final ArchRule should_know_rooms_of_batch_from_above_only = layeredArchitecture()
		.consideringOnlyDependenciesInLayers()
		.layer("batch")
		.definedBy(ROOT + ".batch")
		.layer("step")
		.definedBy(ROOT + ".batch.step..")
		.layer("window")
		.definedBy(ROOT + ".batch.window..")
		.whereLayer("step")
		.mayNotAccessAnyLayer()
		.whereLayer("window")
		.mayOnlyAccessLayers("step"); // that it is prefetched for

	@ArchTest
	static final ArchRule should_know_rooms_of_autoconfigure_from_above_only = layeredArchitecture()
		.consideringOnlyDependenciesInLayers()
		.layer("autoconfigure")
		.definedBy(ROOT + ".autoconfigure")
		.layer("step")
		.definedBy(ROOT + ".autoconfigure.step..")
		.layer("listener")
		.definedBy(ROOT + ".autoconfigure.listener..")
		.layer("properties")
		.definedBy(ROOT + ".autoconfigure.properties..")
		.whereLayer("step")
		.mayNotAccessAnyLayer()
		.whereLayer("listener")
		.mayNotAccessAnyLayer()
		.whereLayer("properties")
		.mayNotAccessAnyLayer();

	/** A chunk's way, from the end to the start: each room knows those before it only. */
	@ArchTest
	static final ArchRule should_know_earlier_rooms_only = layeredArchitecture().consideringOnlyDependenciesInLayers()
		.layer("root")
		.definedBy(ROOT)
		.layer("answer")
		.definedBy(ROOT + ".answer..")
		.layer("automatic")
		.definedBy(ROOT + ".automatic..")
		.layer("strict")
		.definedBy(ROOT + ".strict..")
		.layer("chunk")
		.definedBy(ROOT + ".chunk..")
		.layer("plan")
		.definedBy(ROOT + ".plan..")
		.layer("lookup")
		.definedBy(ROOT + ".lookup..")
		.layer("memo")
		.definedBy(ROOT + ".memo..")
		.layer("hibernate")
		.definedBy(HIBERNATE)
		.layer("message")
		.definedBy(ROOT + ".message..")
		.whereLayer("root")
		.mayOnlyAccessLayers("answer", "automatic", "strict", "chunk", "plan", "lookup", "memo", "hibernate", "message")
		.whereLayer("answer")
		.mayOnlyAccessLayers("memo", "hibernate")
		.whereLayer("automatic")
		.mayOnlyAccessLayers("strict", "hibernate", "message")
		.whereLayer("strict")
		.mayOnlyAccessLayers("plan", "hibernate", "message")
		.whereLayer("chunk")
		.mayOnlyAccessLayers("plan", "lookup", "memo", "hibernate", "message")
		.whereLayer("plan")
		.mayOnlyAccessLayers("lookup", "memo", "hibernate", "message")
		.whereLayer("lookup")
		.mayOnlyAccessLayers("memo", "hibernate", "message")
		.whereLayer("memo")
		.mayNotAccessAnyLayer()
		.whereLayer("hibernate")
		.mayOnlyAccessLayers("message")
		.whereLayer("message")
		.mayNotAccessAnyLayer();

	/** What is counted and said knows nobody who counts. */
	@ArchTest
	static final ArchRule should_know_nothing_in_the_report = noClasses().that()
		.resideInAPackage(ROOT + ".report..")
		.should()
		.dependOnClassesThat(describe("are the library's or a framework's",
				(type) -> !type.getPackageName().startsWith("java.") && !type.getPackageName().equals(ROOT + ".report")
						&& !type.getPackageName().startsWith("org.jspecify.")));

	@ArchTest
	static final ArchRule should_log_to_one_logger = fields().that()
		.haveRawType(Logger.class)
		.should(belongToTheLibrarysLogger());

	/** So that all loggers are such fields. */
	@ArchTest
	static final ArchRule should_make_loggers_for_static_fields_only = noCodeUnits().that()
		.doNotHaveName(JavaStaticInitializer.STATIC_INITIALIZER_NAME)
		.should(callGetLogger())
		.allowEmptyShould(true);

	@ArchTest
	static final ArchRule should_log_by_slf4j_only = noClasses().should()
		.dependOnClassesThat()
		.resideInAnyPackage("java.util.logging..", "org.apache.commons.logging..", "org.jboss.logging..",
				"ch.qos.logback..")
		.orShould()
		.dependOnClassesThat()
		.areAssignableTo(System.Logger.class);

	private static ArchCondition<JavaField> belongToTheLibrarysLogger() {
		return ArchCondition.from(describe("belong to the logger " + MemoizedPrefetch.class.getName(),
				(field) -> MemoizedPrefetch.class.getName().equals(logger(field.reflect()).getName())));
	}

	private static Logger logger(Field field) {
		field.setAccessible(true);
		try {
			return (Logger) field.get(null);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static ArchCondition<JavaCodeUnit> callGetLogger() {
		return ArchCondition.from(describe("make a logger",
				(unit) -> unit.getMethodCallsFromSelf()
					.stream()
					.anyMatch((call) -> call.getTargetOwner().isEquivalentTo(LoggerFactory.class))));
	}

	private static DescribedPredicate<JavaMember> areVisibleToUsers() {
		return describe("are visible to users",
				(member) -> isVisible(member.getModifiers()) && Stream
					.iterate(member.getOwner(), Objects::nonNull, (type) -> type.getEnclosingClass().orElse(null))
					.map(JavaClass::getModifiers)
					.allMatch(ArchitectureTests::isVisible));
	}

	private static boolean isVisible(Set<JavaModifier> modifiers) {
		return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
	}

	private static ArchCondition<JavaMember> haveNoTypeFrom(String... prefixes) {
		return ArchCondition.from(describe("have no type from " + String.join(" or ", prefixes),
				(member) -> member.getAllInvolvedRawTypes()
					.stream()
					.map(JavaClass::getBaseComponentType)
					.noneMatch((type) -> Stream.of(prefixes).anyMatch(type.getName()::startsWith))));
	}

	private static ArchCondition<JavaMember> haveTypesOfTheApiOnly() {
		return ArchCondition.from(describe("have types of the API only", (member) -> member.getAllInvolvedRawTypes()
			.stream()
			.map(JavaClass::getBaseComponentType)
			.filter((type) -> type.getName().startsWith(ROOT + "."))
			.allMatch((type) -> List.of(API).contains(type.getPackageName()) && isVisible(type.getModifiers()))));
	}

	private static ArchCondition<JavaClass> resideInNullMarkedPackage() {
		return ArchCondition.from(describe("reside in a @NullMarked package",
				(type) -> type.getPackage().isAnnotatedWith(NullMarked.class)));
	}

	/**
	 * Slices of the packages right below the root, and one of the root itself.
	 */
	private static final class PackagesBelowRoot implements SliceAssignment {

		@Override
		public SliceIdentifier getIdentifierOf(JavaClass type) {
			String name = type.getPackageName();
			if (!(name + ".").startsWith(ROOT + ".")) {
				return SliceIdentifier.ignore();
			}
			String slice = name.equals(ROOT) ? "(root)" : name.substring(ROOT.length() + 1).replaceFirst("[.].*", "");
			return SliceIdentifier.of(slice);
		}

		@Override
		public String getDescription() {
			return "the root package and the packages below it";
		}

	}

}
