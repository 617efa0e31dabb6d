package io.setoff.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Path;

/** The "may use" column of docs/architecture.md. */
@AnalyzeClasses(
    packages = "io.setoff",
    importOptions = {DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {

  /** What other modules lend to tests. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final String JDK = "java..";
  private static final String NULLNESS = "org.jspecify..";

  /** Of traces the interface alone: what does nothing by itself. */
  private static final String TRACES = "io.opentelemetry.api..";

  private static final String CONTEXT = "io.opentelemetry.context..";

  private static final String FAMILIES = "io.setoff.adapters.evm.family..";
  private static final String EXAMPLES = "io.setoff.adapters.evm.example..";

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
              "io.vertx.core..",
              "io.vertx.redis.client..",
              TRACES,
              CONTEXT,
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
              TRACES,
              CONTEXT,
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
              "io.setoff.adapters.rpc..",
              "io.setoff.model..",
              "io.setoff.v1..",
              "com.google.protobuf..",
              "io.grpc..",
              "org.web3j..",
              "com.fasterxml.jackson..",
              "tools.jackson..",
              TRACES,
              CONTEXT,
              JDK,
              NULLNESS);

  @ArchTest
  static final ArchRule ONLY_TELEMETRY_SENDS_TRACES =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.setoff.gateway.telemetry..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.opentelemetry.sdk..", "io.opentelemetry.exporter..");

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
      slices().assignedFrom(packagesUnder("io.setoff.gateway")).should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_CIRCLES_BETWEEN_PACKAGES_OF_THE_ADAPTERS =
      slices().assignedFrom(packagesUnder("io.setoff.adapters")).should().beFreeOfCycles();

  /** The benchmark of the index measures the EVM adapter itself. */
  @ArchTest
  static final ArchRule ONLY_THE_WIRING_KNOWS_WHICH_ADAPTERS_THERE_ARE =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.setoff.adapters.evm..", "io.setoff.bench.indexing..")
          .and()
          .doNotHaveFullyQualifiedName(AdapterWiring.class.getName())
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.setoff.adapters.evm..");

  @ArchTest
  static final ArchRule THE_LIST_OF_FAMILIES_IS_OPEN =
      noClasses()
          .that()
          .resideOutsideOfPackages(FAMILIES, EXAMPLES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FAMILIES, EXAMPLES);

  @ArchTest
  static final ArchRule NO_FAMILY_KNOWS_ANOTHER =
      slices().matching("io.setoff.adapters.evm.(*).(*)..").should().notDependOnEachOther();

  /** The one that is left out gives what is at hand, and has everything else done elsewhere. */
  @ArchTest
  static final ArchRule RESOURCES_AND_SERVICES_WORK_ON_NO_EVENT_LOOP =
      classes()
          .that()
          .areAnnotatedWith(Path.class)
          .or()
          .areAnnotatedWith(GrpcService.class)
          .and()
          .doNotHaveSimpleName("ExposureGrpc")
          .should()
          .beAnnotatedWith(Blocking.class);

  /** Every package is a slice of its own, {@code root} too. */
  private static SliceAssignment packagesUnder(String root) {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(root) || name.startsWith(root + ".")
            ? SliceIdentifier.of(name)
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "packages of " + root;
      }
    };
  }
}
