package io.setoff.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The row of the command line in docs/architecture.md. */
@AnalyzeClasses(packages = "io.setoff.cli", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule THE_COMMAND_LINE_IS_A_CLIENT_AND_CALCULATES_ON_FILES =
      classes()
          .that()
          .resideInAPackage("io.setoff.cli..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.setoff.cli..",
              "io.setoff.v1..",
              "io.setoff.model..",
              "io.setoff.risk..",
              "io.setoff.oracle..",
              "io.setoff.adapters.rpc..",
              "com.fasterxml.jackson..",
              "com.github.freva.asciitable..",
              "com.google.protobuf..",
              "io.grpc..",
              "javax.imageio..",
              "org.jspecify..",
              "org.knowm.xchart..",
              "org.web3j..",
              "picocli..",
              "redis.embedded..",
              "java..");

  /** Every package is a slice of its own, the root too. */
  @ArchTest
  static final ArchRule NO_CIRCLES_BETWEEN_ITS_PACKAGES =
      slices().matching("io.setoff.(**)").should().beFreeOfCycles();
}
