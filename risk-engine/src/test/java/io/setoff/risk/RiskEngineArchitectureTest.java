package io.setoff.risk;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the rooms of the risk engine may use. */
@AnalyzeClasses(
    packages = {"io.setoff.risk", "io.setoff.model"},
    importOptions = DoNotIncludeTests.class)
class RiskEngineArchitectureTest {
  @ArchTest
  static final ArchRule USES_THE_MODEL_ALONE =
      classes()
          .that()
          .resideInAPackage("io.setoff.risk..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.setoff.risk..",
              "io.setoff.model..",
              "jdk.incubator.vector..",
              "java..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule ROOMS_HAVE_NO_CYCLES =
      slices().matching("io.setoff.risk.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule MARGINS_HAVE_NO_CYCLES =
      slices().matching("io.setoff.risk.margin.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule PORTFOLIO_MARGIN_HAS_NO_CYCLES =
      slices().matching("io.setoff.risk.margin.portfolio.(*)..").should().beFreeOfCycles();
}
