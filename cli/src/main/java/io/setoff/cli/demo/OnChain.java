package io.setoff.cli.demo;

import io.setoff.adapters.rpc.RpcPool;
import io.setoff.oracle.Bytes32;
import io.setoff.oracle.OracleContract;
import io.setoff.oracle.OracleDomain;
import io.setoff.oracle.OracleUnavailableException;
import io.setoff.oracle.Word;
import io.setoff.v1.Publication;
import io.setoff.v1.PublishedAccount;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** What the oracle contracts answer, asked directly and not through the gateway. */
final class OnChain implements AutoCloseable {
  private static final long MAX_AGE_SECONDS = 3_600;
  private final Map<String, RpcPool> chains;

  /**
   * Connections to chains.
   *
   * @param rpc URL by CAIP-2 id
   */
  OnChain(Map<String, String> rpc) {
    this.chains =
        rpc.entrySet().stream()
            .collect(
                java.util.stream.Collectors.toUnmodifiableMap(
                    Map.Entry::getKey,
                    e -> new RpcPool(e.getKey(), List.of(URI.create(e.getValue())))));
  }

  /**
   * A contract's answer for one account.
   *
   * @param netUsd stored net exposure
   * @param marginUsd stored margin
   * @param status of the stored row
   * @param proofStatus of the published word against the committed root; {@link #REFUSED} when it
   *     does not lead there, as after a newer epoch
   * @param epoch of the rows
   */
  record Answer(
      BigDecimal netUsd, BigDecimal marginUsd, String status, String proofStatus, long epoch) {}

  /** The contract does not know the root of a proof. */
  static final String REFUSED = "REFUSED";

  Answer ask(Publication publication, PublishedAccount account) {
    RpcPool nodes = chains.get(publication.getChain());
    if (nodes == null) {
      throw new DemoException("no RPC URL of " + publication.getChain());
    }
    long chainId = Long.parseLong(publication.getChain().replace("eip155:", ""));
    OracleContract contract =
        new OracleContract(nodes, new OracleDomain(chainId, publication.getContract()));
    Bytes32 accountId = Bytes32.ofAddress(account.getAccount());
    OracleContract.Answer latest =
        contract.latest(new Bytes32(publication.getRowsStreamId()), accountId, MAX_AGE_SECONDS);
    Word word = Word.decode(latest.word());
    return new Answer(
        word.netUsd(),
        word.marginUsd(),
        latest.status().name(),
        proof(contract, publication, account, accountId),
        latest.epoch());
  }

  private static String proof(
      OracleContract contract,
      Publication publication,
      PublishedAccount account,
      Bytes32 accountId) {
    try {
      return contract
          .prove(
              new Bytes32(publication.getRootStreamId()),
              accountId,
              new Bytes32(account.getWord()),
              account.getProofList().stream().map(Bytes32::new).toList(),
              MAX_AGE_SECONDS)
          .name();
    } catch (OracleUnavailableException e) {
      return REFUSED;
    }
  }

  @Override
  public void close() {
    chains.values().forEach(RpcPool::close);
  }
}
