package io.setoff.gateway;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.setoff.adapters.kernel.spi.ChainNamespace;
import io.setoff.gateway.config.ChainChecks;
import io.setoff.gateway.config.ConfigException;
import io.setoff.gateway.config.ConfigLoader;
import io.setoff.gateway.config.GatewayConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Starts the gateway with a configuration file, after checking it against the chains. Exits with 2
 * when the configuration cannot be used, and says why.
 */
@QuarkusMain
public final class GatewayMain {
  static final String CONFIG_PROPERTY = "setoff.config";
  private static final int BAD_CONFIG = 2;
  private static final String USAGE =
      """
      usage: run --config FILE [--port PORT] [--stop-with-stdin]

        --config FILE       what to read and where to listen; see docs/configuration.md
        --port PORT         listen here instead; 0 picks a free port
        --stop-with-stdin   end when standard input ends, for programs that start a gateway
      """;

  private GatewayMain() {}

  /**
   * Runs until it is told to stop.
   *
   * @param args see the usage text
   */
  public static void main(String... args) {
    Arguments arguments = Arguments.parse(args).orElseGet(GatewayMain::exitWithUsage);
    try {
      ChainNamespace chains = AdapterWiring.chains();
      GatewayConfig config = ConfigLoader.load(arguments.config(), chains);
      ChainChecks.check(config, chains);
      System.setProperty(CONFIG_PROPERTY, config.file().toString());
      System.setProperty("quarkus.http.host", config.http().host());
      System.setProperty(
          "quarkus.http.port", arguments.port().orElse(Integer.toString(config.http().port())));
    } catch (ConfigException e) {
      System.err.println(e.getMessage());
      System.exit(BAD_CONFIG);
    }
    if (arguments.stopWithStdin()) {
      Thread.ofPlatform().daemon().name("stdin").start(GatewayMain::stopAtEndOfStdin);
    }
    Quarkus.run();
  }

  private record Arguments(Path config, Optional<String> port, boolean stopWithStdin) {
    static Optional<Arguments> parse(String... args) {
      Deque<String> left = new ArrayDeque<>(List.of(args));
      Optional<Path> config = Optional.empty();
      Optional<String> port = Optional.empty();
      boolean stopWithStdin = false;
      while (!left.isEmpty()) {
        String option = left.removeFirst();
        if (option.equals("--stop-with-stdin")) {
          stopWithStdin = true;
        } else if (option.equals("--config") && !left.isEmpty()) {
          config = Optional.of(Path.of(left.removeFirst()));
        } else if (option.equals("--port")
            && !left.isEmpty()
            && left.peek().matches("[0-9]{1,5}")) {
          port = Optional.of(left.removeFirst());
        } else {
          return Optional.empty();
        }
      }
      boolean stop = stopWithStdin;
      Optional<String> chosen = port;
      return config.map(file -> new Arguments(file, chosen, stop));
    }
  }

  private static Arguments exitWithUsage() {
    System.err.print(USAGE);
    System.exit(BAD_CONFIG);
    throw new IllegalStateException("exited");
  }

  private static void stopAtEndOfStdin() {
    try {
      System.in.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Quarkus.asyncExit();
    }
  }
}
