package io.setoff.gateway.config;

import io.setoff.model.ChainId;
import io.setoff.oracle.publish.FeePolicy;
import io.setoff.oracle.trigger.TriggerRules;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a publisher writes and what signers sign.
 *
 * @param contracts where
 * @param streams what, each with accounts and a scope of its own
 * @param signing whose signatures
 * @param keys key file of the gas payer, and of the signers when they are in the publisher
 * @param proveAbove gross USD above which an account is compared with the contracts before each
 *     publication
 * @param fees what transactions may offer
 * @param rpcQuorum nodes of a chain that must say the same; 0 for more than half
 * @param state folder of the journals
 * @param gateways whom a publisher without a gateway of its own asks for figures, in order of
 *     preference
 */
public record OracleConfig(
    List<Contract> contracts,
    List<Stream> streams,
    Signing signing,
    Path keys,
    BigDecimal proveAbove,
    FeePolicy fees,
    int rpcQuorum,
    Path state,
    List<URI> gateways) {
  public OracleConfig {
    contracts = List.copyOf(contracts);
    gateways = List.copyOf(gateways);
    streams = List.copyOf(streams);
  }

  /** A risk oracle contract. */
  public record Contract(ChainId chain, String address) {}

  /**
   * A stream of epochs.
   *
   * @param name of the stream of roots
   * @param publish canonical addresses
   * @param venues ids of the venues of the protocol that reads the stream; all venues when empty
   * @param validity how long a report is valid
   * @param checkEvery time between two looks at the figures
   * @param trigger when an epoch is worth publishing
   */
  public record Stream(
      String name,
      List<String> publish,
      List<String> venues,
      Duration validity,
      Duration checkEvery,
      TriggerRules trigger) {
    public Stream {
      publish = List.copyOf(publish);
      venues = List.copyOf(venues);
    }
  }

  /**
   * Who signs.
   *
   * @param threshold signatures that a report carries
   * @param signers where they are; none when their keys are in the publisher's key file
   * @param sets addresses of the sets that may be in force; none when they are those of the keys
   */
  public record Signing(int threshold, List<URI> signers, List<List<String>> sets) {
    public Signing {
      signers = List.copyOf(signers);
      sets = sets.stream().map(List::copyOf).toList();
    }
  }
}
