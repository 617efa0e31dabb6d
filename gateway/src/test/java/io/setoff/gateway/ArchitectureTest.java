package io.setoff.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The "may use" column of docs/architecture.md. */
@AnalyzeClasses(packages = "io.setoff", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String JDK = "java..";
  private static final String NULLNESS = "org.jspecify..";

  @ArchTest
  static final ArchRule MODEL_USES_NOTHING =
      classes()
          .that()
          .resideInAPackage("io.setoff.model..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.setoff.model..", JDK, NULLNESS);

  @ArchTest
  static final ArchRule RISK_ENGINE_USES_THE_MODEL_ALONE =
      classes()
          .that()
          .resideInAPackage("io.setoff.risk..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.setoff.risk..", "io.setoff.model..", "jdk.incubator.vector..", JDK, NULLNESS);

  @ArchTest
  static final ArchRule STORE_USES_THE_MODEL =
      classes()
          .that()
          .resideInAPackage("io.setoff.store..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.setoff.store..",
              "io.setoff.model..",
              "org.pcollections..",
              "org.rocksdb..",
              JDK,
              NULLNESS);

  @ArchTest
  static final ArchRule RPC_KNOWS_NODES_ALONE =
      classes()
          .that()
          .resideInAPackage("io.setoff.adapters.rpc..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.setoff.adapters.rpc..",
              "com.fasterxml.jackson..",
              "io.github.resilience4j..",
              JDK,
              NULLNESS);

  @ArchTest
  static final ArchRule KERNEL_KNOWS_NO_CHAIN_FAMILY =
      classes()
          .that()
          .resideInAPackage("io.setoff.adapters.kernel..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.setoff.adapters.kernel..",
              "io.setoff.adapters.rpc..",
              "io.setoff.store..",
              "io.setoff.model..",
              JDK,
              NULLNESS);

  @ArchTest
  static final ArchRule EVM_USES_KERNEL_STORE_AND_MODEL =
      classes()
          .that()
          .resideInAPackage("io.setoff.adapters.evm..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.setoff.adapters..",
              "io.setoff.store..",
              "io.setoff.model..",
              "com.fasterxml.jackson..",
              "org.web3j..",
              JDK,
              NULLNESS);

  @ArchTest
  static final ArchRule ORACLE_IS_A_CLIENT_OF_THE_PUBLIC_API =
      classes()
          .that()
          .resideInAPackage("io.setoff.oracle..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.setoff.oracle..",
              "io.setoff.model..",
              "io.setoff.v1..",
              "com.google.protobuf..",
              "io.grpc..",
              "org.web3j..",
              "tools.jackson..",
              JDK,
              NULLNESS);

  @ArchTest
  static final ArchRule WEB3J_STAYS_AT_THE_EDGES =
      noClasses()
          .that()
          .resideInAnyPackage("io.setoff.gateway..")
          .and()
          .resideOutsideOfPackage("io.setoff.gateway.oracle..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.web3j..");

  @ArchTest
  static final ArchRule THE_WIRE_STAYS_OUT_OF_THE_BOOK =
      noClasses()
          .that()
          .resideInAnyPackage("io.setoff.gateway.book..", "io.setoff.gateway.portfolio..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.setoff.v1..", "io.grpc..", "jakarta.ws.rs..");

  @ArchTest
  static final ArchRule NO_CIRCLES_BETWEEN_PACKAGES_OF_THE_GATEWAY =
      slices().matching("io.setoff.gateway.(*)..").should().beFreeOfCycles();
}
