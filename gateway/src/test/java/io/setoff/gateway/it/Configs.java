package io.setoff.gateway.it;

import io.setoff.adapters.evm.devnet.Devnet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Configuration files made from the devnet's. */
final class Configs {
  private Configs() {}

  /** The devnet's own file. */
  static Path original(Devnet devnet) {
    return devnet.folder().resolve("setoff.yaml");
  }

  /** Does not publish, so that the chains stand still. */
  static Path withoutOracle(Devnet devnet) {
    return edited(devnet, "no-oracle", yaml -> yaml.substring(0, yaml.indexOf("oracle:")));
  }

  /** A changed copy beside the original, with a store of its own. */
  static Path edited(Devnet devnet, String name, UnaryOperator<String> change) {
    try {
      String yaml = Files.readString(original(devnet)).replace("./data", "./" + name);
      Path file = devnet.folder().resolve(name + ".yaml");
      Files.writeString(file, change.apply(yaml));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
