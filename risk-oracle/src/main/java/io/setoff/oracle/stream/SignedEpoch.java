package io.setoff.oracle.stream;

import io.setoff.oracle.EpochReport;
import io.setoff.oracle.MerkleTree;
import io.setoff.oracle.OracleAbi;
import io.setoff.oracle.OracleDomain;
import io.setoff.oracle.Quorum;
import io.setoff.oracle.publish.Write;
import io.setoff.oracle.publish.WriteKey;
import io.setoff.oracle.publish.WriteKey.Part;
import io.setoff.oracle.sign.Proposal;
import io.setoff.oracle.trigger.Reason;
import java.time.Instant;
import java.util.List;

/**
 * An epoch with its signatures.
 *
 * @param proposal what was signed
 * @param tree of its leaves
 * @param reason why it was published
 * @param signedAt when the quorum was there
 * @param contracts one for each contract that a quorum has signed for
 */
public record SignedEpoch(
    Proposal proposal,
    MerkleTree tree,
    Reason reason,
    Instant signedAt,
    List<ForContract> contracts) {
  public SignedEpoch {
    contracts = List.copyOf(contracts);
  }

  /** Both reports for one contract. */
  public record ForContract(
      OracleDomain domain,
      EpochReport rootReport,
      Quorum rootQuorum,
      EpochReport rowsReport,
      Quorum rowsQuorum) {

    public WriteKey commitKey() {
      return new WriteKey(rootReport.streamId(), rootReport.epoch(), Part.COMMIT);
    }

    public WriteKey storeKey() {
      return new WriteKey(rowsReport.streamId(), rowsReport.epoch(), Part.STORE);
    }

    public Write commit() {
      return Write.queued(commitKey(), OracleAbi.commit(rootReport, rootQuorum));
    }

    public Write store(byte[] rows) {
      return Write.queued(storeKey(), OracleAbi.storeSigned(rowsReport, rows, rowsQuorum));
    }
  }
}
