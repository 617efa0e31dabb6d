package io.setoff.oracle.sign;

import io.setoff.oracle.Bytes32;
import io.setoff.oracle.Epoch;
import io.setoff.oracle.EpochReport;
import io.setoff.oracle.OracleDomain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An epoch with a number, to be signed for every contract.
 *
 * <p>The contract takes rows only with a report of exactly these rows, and a report only with a
 * number above the last. So rows that do not fit one transaction are several reports of the same
 * stream, whose numbers follow one another. The next proposal's number is above all of them.
 *
 * @param stream name of the stream of roots; the stored rows are in that of this name with {@code
 *     /rows}
 * @param number strictly rising
 * @param epoch its figures
 * @param root of their Merkle tree
 * @param batches the rows as they are stored, in order, all of them
 * @param validUntil last second of validity
 * @param targets contracts that it goes to
 */
public record Proposal(
    String stream,
    long number,
    Epoch epoch,
    Bytes32 root,
    List<Batch> batches,
    Instant validUntil,
    List<Target> targets) {
  public Proposal {
    batches = List.copyOf(batches);
    targets = List.copyOf(targets);
  }

  /** A contract, and the version of the signer set that is in force there. */
  public record Target(OracleDomain domain, long setVersion) {}

  /**
   * Rows that are stored by one transaction.
   *
   * @param number of their report
   * @param from index of the first row
   * @param to index after the last row
   * @param rowsHash Keccak-256 of the rows as they are stored
   */
  public record Batch(long number, int from, int to, Bytes32 rowsHash) {}

  /** With the hashes of its figures, whose rows fit one transaction. */
  public static Proposal of(
      String stream, long number, Epoch epoch, Instant validUntil, List<Target> targets) {
    return of(stream, number, epoch, List.of(epoch.rows().size()), validUntil, targets);
  }

  /**
   * With the hashes of its figures.
   *
   * @param sizes rows of each batch
   * @throws IllegalArgumentException when these are not all rows
   */
  public static Proposal of(
      String stream,
      long number,
      Epoch epoch,
      List<Integer> sizes,
      Instant validUntil,
      List<Target> targets) {
    return new Proposal(
        stream,
        number,
        epoch,
        epoch.tree().root(),
        batches(number, epoch, sizes),
        validUntil,
        targets);
  }

  private static List<Batch> batches(long number, Epoch epoch, List<Integer> sizes) {
    int rows = epoch.rows().size();
    List<Batch> batches = new ArrayList<>();
    int from = 0;
    for (int size : sizes) {
      if (size < 1 || size > rows - from) {
        throw new IllegalArgumentException(
            "batches of " + sizes + " are not the " + rows + " rows");
      }
      Bytes32 hash = Bytes32.keccak(epoch.packedRows(from, from + size));
      batches.add(new Batch(number + batches.size(), from, from + size, hash));
      from += size;
    }
    if (from != rows) {
      throw new IllegalArgumentException("batches of " + sizes + " are not the " + rows + " rows");
    }
    return batches;
  }

  /** The same for some of the contracts. */
  public Proposal forTargets(List<Target> some) {
    return new Proposal(stream, number, epoch, root, batches, validUntil, some);
  }

  /** Id of the stream of roots. */
  public static Bytes32 rootStream(String stream) {
    return Bytes32.keccak(stream);
  }

  /** Id of the stream of stored rows. */
  public static Bytes32 rowsStream(String stream) {
    return Bytes32.keccak(stream + "/rows");
  }

  /** The highest number of its reports. */
  public long lastNumber() {
    return batches.getLast().number();
  }

  public EpochReport rootReport(long setVersion) {
    return report(rootStream(stream), number, setVersion, epoch.rows().size(), root);
  }

  public EpochReport rowsReport(Batch batch, long setVersion) {
    return report(
        rowsStream(stream),
        batch.number(),
        setVersion,
        batch.to() - batch.from(),
        batch.rowsHash());
  }

  /** All that is signed for a contract: the report of the root, then one for each batch. */
  public List<EpochReport> reports(long setVersion) {
    List<EpochReport> reports = new ArrayList<>();
    reports.add(rootReport(setVersion));
    batches.forEach(batch -> reports.add(rowsReport(batch, setVersion)));
    return reports;
  }

  private EpochReport report(
      Bytes32 streamId, long epochNumber, long setVersion, int leaves, Bytes32 hash) {
    return new EpochReport(
        streamId,
        epochNumber,
        setVersion,
        epoch.inputs().observedAt(),
        validUntil,
        leaves,
        hash,
        epoch.inputs().hash(),
        Bytes32.keccak(epoch.model()));
  }

  /** What a signer must never sign a second time with another value for these numbers. */
  Bytes32 content() {
    StringBuilder hashes = new StringBuilder();
    reports(0).forEach(report -> hashes.append(report.structHash().hex()));
    return Bytes32.keccak(hashes.toString());
  }
}
