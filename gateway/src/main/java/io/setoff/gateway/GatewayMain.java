package io.setoff.gateway;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.setoff.gateway.config.ChainChecks;
import io.setoff.gateway.config.ConfigException;
import io.setoff.gateway.config.ConfigLoader;
import io.setoff.gateway.config.GatewayConfig;
import java.nio.file.Path;

/**
 * Starts the gateway with a configuration file, after checking it against the chains. Exits with 2
 * when the configuration cannot be used, and says why.
 */
@QuarkusMain
public final class GatewayMain {
  static final String CONFIG_PROPERTY = "setoff.config";
  private static final int BAD_CONFIG = 2;

  private GatewayMain() {}

  /**
   * Runs until it is told to stop.
   *
   * @param args {@code --config FILE}
   */
  public static void main(String... args) {
    if (args.length != 2 || !args[0].equals("--config")) {
      System.err.println("usage: --config FILE   (see docs/configuration.md)");
      System.exit(BAD_CONFIG);
    }
    try {
      GatewayConfig config = ConfigLoader.load(Path.of(args[1]));
      ChainChecks.check(config);
      System.setProperty(CONFIG_PROPERTY, config.file().toString());
      System.setProperty("quarkus.http.host", config.http().host());
      System.setProperty("quarkus.http.port", Integer.toString(config.http().port()));
    } catch (ConfigException e) {
      System.err.println(e.getMessage());
      System.exit(BAD_CONFIG);
    }
    Quarkus.run(args);
  }
}
