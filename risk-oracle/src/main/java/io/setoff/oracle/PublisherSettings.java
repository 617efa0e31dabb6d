package io.setoff.oracle;

import java.time.Duration;
import java.util.List;

/**
 * What to publish.
 *
 * @param stream name of the Merkle stream; the rows go to the stream of this name with {@code
 *     /rows}
 * @param accounts canonical EVM addresses
 * @param interval time between two epochs
 * @param validity how long a report is valid, from the newest block on
 */
public record PublisherSettings(
    String stream, List<String> accounts, Duration interval, Duration validity) {
  public PublisherSettings {
    accounts = List.copyOf(accounts);
  }

  public Bytes32 rootStream() {
    return Bytes32.keccak(stream);
  }

  public Bytes32 rowsStream() {
    return Bytes32.keccak(stream + "/rows");
  }
}
