package io.setoff.oracle.sign;

import io.setoff.oracle.Bytes32;
import io.setoff.oracle.Epoch;
import io.setoff.oracle.EpochReport;
import io.setoff.oracle.OracleDomain;
import java.time.Instant;
import java.util.List;

/**
 * An epoch with a number, to be signed for every contract.
 *
 * @param stream name of the stream of roots; the stored rows are in that of this name with {@code
 *     /rows}
 * @param number strictly rising
 * @param epoch its figures
 * @param root of their Merkle tree
 * @param rowsHash Keccak-256 of the rows as they are stored
 * @param validUntil last second of validity
 * @param targets contracts that it goes to
 */
public record Proposal(
    String stream,
    long number,
    Epoch epoch,
    Bytes32 root,
    Bytes32 rowsHash,
    Instant validUntil,
    List<Target> targets) {
  public Proposal {
    targets = List.copyOf(targets);
  }

  /** A contract, and the version of the signer set that is in force there. */
  public record Target(OracleDomain domain, long setVersion) {}

  /** With the hashes of its figures. */
  public static Proposal of(
      String stream, long number, Epoch epoch, Instant validUntil, List<Target> targets) {
    return new Proposal(
        stream,
        number,
        epoch,
        epoch.tree().root(),
        Bytes32.keccak(epoch.packedRows()),
        validUntil,
        targets);
  }

  /** Id of the stream of roots. */
  public static Bytes32 rootStream(String stream) {
    return Bytes32.keccak(stream);
  }

  /** Id of the stream of stored rows. */
  public static Bytes32 rowsStream(String stream) {
    return Bytes32.keccak(stream + "/rows");
  }

  public EpochReport rootReport(long setVersion) {
    return report(rootStream(stream), setVersion, root);
  }

  public EpochReport rowsReport(long setVersion) {
    return report(rowsStream(stream), setVersion, rowsHash);
  }

  private EpochReport report(Bytes32 streamId, long setVersion, Bytes32 hash) {
    return new EpochReport(
        streamId,
        number,
        setVersion,
        epoch.inputs().observedAt(),
        validUntil,
        epoch.rows().size(),
        hash,
        epoch.inputs().hash(),
        Bytes32.keccak(epoch.model()));
  }

  /** What a signer must never sign a second time with another value for this epoch. */
  Bytes32 content() {
    return Bytes32.keccak(rootReport(0).structHash().hex() + rowsReport(0).structHash().hex());
  }
}
