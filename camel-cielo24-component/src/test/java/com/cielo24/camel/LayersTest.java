package com.cielo24.camel;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * Who may call whom.
 */
@AnalyzeClasses(
        packages = {"com.cielo24.camel", "com.cielo24.client"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

    @ArchTest
    static final ArchRule theServiceSideKnowsNothingOfCamel = noClasses()
            .that()
            .resideInAPackage("com.cielo24.client..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..", "com.cielo24.camel..");

    /** The component hands the client it gets from camel-http on; requests and answers are the service side's. */
    @ArchTest
    static final ArchRule theCamelSideMakesNoRequests = noClasses()
            .that()
            .resideInAPackage("com.cielo24.camel..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.hc.core5.http..", "java.net.http..");

    @ArchTest
    static final ArchRule nothingGoesRoundInCircles =
            slices().matching("com.cielo24.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule everyOutcomeIsOnTheServiceSide =
            classes().that().areAssignableTo(Exception.class).should().resideInAPackage("com.cielo24.client");

    @ArchTest
    static final ArchRule nothingIsPrinted = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
}
