package io.setoff.gateway.config;

import io.setoff.oracle.sign.MoveBound;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A member of the signer set.
 *
 * @param key where its key is
 * @param ledger folder where it remembers what it has signed
 * @param maxAge oldest newest block that it signs for
 * @param maxMove how far an account may move from one signed epoch to the next; no bound when empty
 */
public record SignerConfig(Key key, Path ledger, Duration maxAge, Optional<MoveBound> maxMove) {

  /** Where a key is. */
  public sealed interface Key {
    /** In a file of its own: a mounted secret. */
    record InFile(Path file) implements Key {}

    /** In a Web3Signer, under its public key. */
    record Remote(URI url, String publicKey) implements Key {}
  }
}
