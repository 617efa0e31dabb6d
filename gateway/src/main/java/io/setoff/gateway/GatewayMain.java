package io.setoff.gateway;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.setoff.adapters.kernel.spi.ChainNamespace;
import io.setoff.gateway.config.ChainChecks;
import io.setoff.gateway.config.ConfigException;
import io.setoff.gateway.config.ConfigLoader;
import io.setoff.gateway.config.ConfigProblem;
import io.setoff.gateway.config.GatewayConfig;
import io.setoff.gateway.config.Role;
import io.setoff.gateway.config.RoleNames;
import io.setoff.gateway.maintenance.StoreTask;
import io.setoff.gateway.rest.HeadDeadlines;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.Level;
import org.jboss.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.ConsoleHandler;

/**
 * Starts the gateway with a configuration file, after checking it against the chains. Exits with 2
 * when the configuration cannot be used, and says why.
 */
@QuarkusMain
public final class GatewayMain {
  static final String CONFIG_PROPERTY = "setoff.config";
  static final String ROLES_PROPERTY = "setoff.roles";
  private static final String ROLES_VARIABLE = "SETOFF_ROLES";
  private static final Logger LOG = Logger.getLogger(GatewayMain.class);
  private static final int BAD_CONFIG = 2;
  private static final int MAX_PORT = 65_535;
  private static final String LOG_FORMAT = "%d{HH:mm:ss.SSS} %-5p %c{1.} %s%e%n";
  private static final String USAGE =
      """
      usage: run --config FILE [--config FILE ...] [--role ROLE ...] [--port PORT] [--grpc-port PORT] [--stop-with-stdin]

        --config FILE       what to read and where to listen; see docs/configuration.md.
                            Given several times: signers that share this process, for development
        --role ROLE         adapter, gateway, oracle, signer or all, instead of the file's roles.
                            Given several times: all that are named. Also SETOFF_ROLES=ROLE,ROLE
        --port PORT         where REST and the page listen instead; 0 picks a free port
        --grpc-port PORT    where gRPC listens instead; 0 picks a free port
        --stop-with-stdin   end when standard input ends, for programs that start a gateway
        --check URL         alone: print what the gateway at URL says of itself; ends with 1 until it answers
      """;

  private GatewayMain() {}

  /**
   * Runs until it is told to stop.
   *
   * @param args see the usage text
   */
  public static void main(String... args) {
    if (args.length > 1 && args[0].equals(StoreTask.NAME)) {
      logToConsole(System.err);
      List<String> words = List.of(args).subList(1, args.length);
      System.exit(new StoreTask(AdapterWiring.chains(), System.out, System.err).run(words));
    }
    if (args.length == 2 && args[0].equals("--check")) {
      System.exit(ReadyCheck.of(args[1], System.out));
    }
    Arguments arguments = Arguments.parse(args).orElseGet(GatewayMain::exitWithUsage);
    try {
      ChainNamespace chains = AdapterWiring.chains();
      List<GatewayConfig> configs = new ArrayList<>();
      for (Path file : arguments.configs()) {
        GatewayConfig config = ConfigLoader.load(file, chains, arguments.roles());
        if (config.asksNodes()) {
          ChainChecks.check(config, chains);
        }
        configs.add(config);
      }
      if (configs.size() > 1) {
        hostSigners(configs, chains, arguments.stopWithStdin());
      } else {
        runGateway(configs.getFirst(), arguments);
      }
    } catch (ConfigException e) {
      System.err.println(e.getMessage());
      System.exit(BAD_CONFIG);
    }
  }

  private static void runGateway(GatewayConfig config, Arguments arguments) throws ConfigException {
    System.setProperty(CONFIG_PROPERTY, config.file().toString());
    arguments
        .roles()
        .ifPresent(named -> System.setProperty(ROLES_PROPERTY, String.join(",", named.list())));
    int grpcPort = arguments.grpcPort().orElse(config.grpc().port());
    refuseTaken(config, grpcPort);
    System.setProperty("quarkus.http.host", config.http().at().host());
    System.setProperty(
        "quarkus.http.port",
        Integer.toString(arguments.httpPort().orElse(config.http().at().port())));
    if (!config.http().origins().isEmpty()) {
      System.setProperty("quarkus.http.cors.enabled", "true");
      System.setProperty("quarkus.http.cors.origins", String.join(",", config.http().origins()));
      System.setProperty("quarkus.http.cors.methods", "GET,POST");
    }
    System.setProperty("quarkus.grpc.server.host", config.grpc().host());
    System.setProperty("quarkus.grpc.server.port", Integer.toString(grpcPort));
    if (arguments.stopWithStdin()) {
      Thread.ofPlatform().daemon().name("stdin").start(() -> atEndOfStdin(Quarkus::asyncExit));
    }
    HeadDeadlines.enable();
    Quarkus.run();
  }

  /** The framework would only log that gRPC cannot listen, and go on without it. */
  private static void refuseTaken(GatewayConfig config, int port) throws ConfigException {
    try (ServerSocket free = new ServerSocket()) {
      free.bind(new InetSocketAddress(config.grpc().host(), port));
    } catch (IOException e) {
      String rule =
          "cannot listen at %s:%d (%s); another one: --grpc-port PORT"
              .formatted(config.grpc().host(), port, e.getMessage());
      throw new ConfigException(config.file(), List.of(new ConfigProblem(1, "grpc", rule)));
    }
  }

  /** Without the framework: a signer answers by gRPC alone. */
  private static void hostSigners(
      List<GatewayConfig> configs, ChainNamespace chains, boolean stopWithStdin)
      throws ConfigException {
    for (GatewayConfig config : configs) {
      if (!config.roles().equals(Set.of(Role.SIGNER))) {
        throw new ConfigException(
            config.file(),
            List.of(
                new ConfigProblem(
                    1, "roles", "must be [signer] to share a process with other signers")));
      }
    }
    logToConsole(System.out);
    Deque<SignerHost> hosts = new ConcurrentLinkedDeque<>();
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> hosts.forEach(SignerHost::close)));
    configs.forEach(config -> hosts.push(SignerHost.start(config, chains)));
    LOG.infof("%d signers are up", hosts.size());
    if (stopWithStdin) {
      atEndOfStdin(ended::countDown);
    }
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.exit(0);
  }

  /** The framework, which is not started, would hold what is logged back. */
  private static void logToConsole(PrintStream stream) {
    ConsoleHandler console = new ConsoleHandler(new PatternFormatter(LOG_FORMAT));
    console.setOutputStream(stream);
    console.setLevel(Level.INFO);
    InitialConfigurator.DELAYED_HANDLER.setHandlers(new Handler[] {console});
  }

  private record Arguments(
      List<Path> configs,
      Optional<RoleNames> roles,
      Optional<Integer> httpPort,
      Optional<Integer> grpcPort,
      boolean stopWithStdin) {
    static Optional<Arguments> parse(String... args) {
      Deque<String> left = new ArrayDeque<>(List.of(args));
      List<Path> configs = new ArrayList<>();
      List<String> roles = new ArrayList<>();
      Optional<Integer> httpPort = Optional.empty();
      Optional<Integer> grpcPort = Optional.empty();
      boolean stopWithStdin = false;
      while (!left.isEmpty()) {
        String option = left.removeFirst();
        if (option.equals("--stop-with-stdin")) {
          stopWithStdin = true;
        } else if (option.equals("--config") && !left.isEmpty()) {
          configs.add(Path.of(left.removeFirst()));
        } else if (option.equals("--role") && !left.isEmpty()) {
          roles.add(left.removeFirst());
        } else if (option.equals("--port") && isPort(left)) {
          httpPort = Optional.of(Integer.parseInt(left.removeFirst()));
        } else if (option.equals("--grpc-port") && isPort(left)) {
          grpcPort = Optional.of(Integer.parseInt(left.removeFirst()));
        } else {
          return Optional.empty();
        }
      }
      boolean ports = httpPort.isPresent() || grpcPort.isPresent();
      return configs.isEmpty() || (configs.size() > 1 && ports)
          ? Optional.empty()
          : Optional.of(
              new Arguments(List.copyOf(configs), named(roles), httpPort, grpcPort, stopWithStdin));
    }

    private static Optional<RoleNames> named(List<String> roles) {
      return roles.isEmpty()
          ? Optional.ofNullable(System.getenv(ROLES_VARIABLE))
              .map(text -> RoleNames.of(ROLES_VARIABLE, text))
          : Optional.of(RoleNames.of("--role", String.join(",", roles)));
    }

    private static boolean isPort(Deque<String> left) {
      return !left.isEmpty()
          && left.element().matches("[0-9]{1,5}")
          && Integer.parseInt(left.element()) <= MAX_PORT;
    }
  }

  private static Arguments exitWithUsage() {
    System.err.print(USAGE);
    System.exit(BAD_CONFIG);
    throw new IllegalStateException("exited");
  }

  private static void atEndOfStdin(Runnable stop) {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      stop.run();
    }
  }
}
