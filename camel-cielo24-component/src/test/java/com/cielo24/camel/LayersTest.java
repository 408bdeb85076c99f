package com.cielo24.camel;

import java.util.stream.Stream;

import com.cielo24.client.Cielo24Client;
import com.cielo24.client.Cielo24ClientBuilder;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Connections;
import com.cielo24.client.Sessions;
import com.cielo24.ledger.JdbcMediaLedger;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * Who may call whom.
 */
@AnalyzeClasses(
        packages = {"com.cielo24.camel", "com.cielo24.client", "com.cielo24.ledger"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

    @ArchTest
    static final ArchRule theServiceSideKnowsNothingOfCamel = noClasses()
            .that()
            .resideInAPackage("com.cielo24.client..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..", "com.cielo24.camel..", "com.cielo24.ledger..");

    /** A ledger records ids and keys of anyone; JDBC and a log is all it needs. */
    @ArchTest
    static final ArchRule theLedgerKnowsNothingOfCamelAndClient = classes()
            .that()
            .resideInAPackage("com.cielo24.ledger..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("com.cielo24.ledger..", "java..", "javax.sql..", "org.slf4j..");

    /** Anyone can write a ledger of his own; only the auto-configuration creates one. */
    @ArchTest
    static final ArchRule theCamelSideUsesTheLedgerByItsInterface = noClasses()
            .that()
            .resideInAPackage("com.cielo24.camel..")
            .and()
            .resideOutsideOfPackage("com.cielo24.camel.springboot")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(JdbcMediaLedger.class);

    /** The component hands the client it gets from camel-http on; requests and answers are the service side's. */
    @ArchTest
    static final ArchRule theCamelSideMakesNoRequests = noClasses()
            .that()
            .resideInAPackage("com.cielo24.camel..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.hc.core5.http..", "java.net.http..");

    /** What is behind the client may change at any time. */
    @ArchTest
    static final ArchRule theCamelSideUsesThePublicClientOnly = noClasses()
            .that()
            .resideInAPackage("com.cielo24.camel..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.cielo24.client.internal..", "com.cielo24.client.http..");

    @ArchTest
    static final ArchRule theTransportKnowsNeitherJobsNorTokens = noClasses()
            .that()
            .resideInAPackage("com.cielo24.client.http..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("com.cielo24..").and(resideOutsideOfPackage("com.cielo24.client.http..")));

    /** Exceptions, media and other values are public, and so in the client's own package; the way goes down only. */
    @ArchTest
    static final ArchRule whatIsInternalUsesValuesOfTheClientOnly = noClasses()
            .that()
            .resideInAPackage("com.cielo24.client.internal..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Cielo24Client.class, Cielo24ClientBuilder.class, Connections.class, Sessions.class);

    @ArchTest
    static final ArchRule camelAndClientDoNotGoRoundInCircles =
            slices().matching("com.cielo24.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule everyOutcomeIsPublic =
            classes().that().areAssignableTo(Cielo24Exception.class).should().resideInAPackage("com.cielo24.client");

    /** What only we can make or take is of no use to others. */
    @ArchTest
    static final ArchRule publicMethodsShowPublicTypesOnly = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .resideInAPackage("com.cielo24.client")
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .should(haveTypesThatUsersCanSee());

    @ArchTest
    static final ArchRule nothingIsPrinted = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    private static ArchCondition<JavaMethod> haveTypesThatUsersCanSee() {
        return new ArchCondition<>("have parameters and results that users can see") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                Stream.concat(method.getRawParameterTypes().stream(), Stream.of(method.getRawReturnType()))
                        .filter(type -> type.getPackageName().matches("com\\.cielo24\\.client\\..*"))
                        .forEach(type -> events.add(SimpleConditionEvent.violated(
                                method, method.getFullName() + " shows " + type.getName())));
            }
        };
    }
}
