package io.setoff.gateway.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A member of the signer set.
 *
 * @param key where its key is
 * @param ledger folder where it remembers what it has signed
 * @param maxAge oldest newest block that it signs for
 */
public record SignerConfig(Key key, Path ledger, Duration maxAge) {

  /** Where a key is. */
  public sealed interface Key {
    /** In a file of its own: a mounted secret. */
    record InFile(Path file) implements Key {}

    /** In a Web3Signer, under its public key. */
    record Remote(URI url, String publicKey) implements Key {}
  }
}
