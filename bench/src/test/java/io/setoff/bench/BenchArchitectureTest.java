package io.setoff.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The row of the benchmarks in docs/architecture.md. */
@AnalyzeClasses(packages = "io.setoff.bench", importOptions = DoNotIncludeTests.class)
class BenchArchitectureTest {
  @ArchTest
  static final ArchRule MEASURES_WHAT_THE_PRODUCT_RUNS =
      classes()
          .that()
          .resideInAPackage("io.setoff.bench..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.setoff.bench..",
              "io.setoff.adapters..",
              "io.setoff.gateway..",
              "io.setoff.model..",
              "io.setoff.oracle..",
              "io.setoff.risk..",
              "io.setoff.store..",
              "io.setoff.v1..",
              "com.fasterxml.jackson..",
              "com.github.freva.asciitable..",
              "com.google.protobuf..",
              "com.opengamma.strata..",
              "io.grpc..",
              "io.opentelemetry..",
              "io.zonky.test..",
              "org.jspecify..",
              "org.web3j..",
              "picocli..",
              "javax.sql..",
              "java..");

  /** Every package is a slice of its own, the root too. */
  @ArchTest
  static final ArchRule NO_CIRCLES_BETWEEN_ITS_PACKAGES =
      slices().matching("io.setoff.(**)").should().beFreeOfCycles();
}
