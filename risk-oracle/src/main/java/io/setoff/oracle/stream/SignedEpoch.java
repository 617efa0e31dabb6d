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
import java.util.ArrayList;
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

  /** A report with its signatures. */
  public record Signed(EpochReport report, Quorum quorum) {}

  /**
   * All reports for one contract.
   *
   * @param rows one for each batch
   */
  public record ForContract(OracleDomain domain, Signed root, List<Signed> rows) {
    public ForContract {
      rows = List.copyOf(rows);
    }
  }

  /** Names of all writes of a proposal, in the order in which they are sent: the root is first. */
  public static List<WriteKey> keys(Proposal proposal) {
    long number = proposal.number();
    List<WriteKey> keys = new ArrayList<>();
    keys.add(new WriteKey(Proposal.rootStream(proposal.stream()), number, Part.COMMIT, number));
    for (Proposal.Batch batch : proposal.batches()) {
      keys.add(
          new WriteKey(Proposal.rowsStream(proposal.stream()), batch.number(), Part.STORE, number));
    }
    return keys;
  }

  /** All writes for a contract, in the order of {@link #keys}. */
  public List<Write> writes(ForContract contract) {
    List<WriteKey> keys = keys(proposal);
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      writes.add(Write.queued(keys.get(i), data(contract, i)));
    }
    return writes;
  }

  /**
   * Data of one of these writes.
   *
   * @param index 0 for the root, then a batch each
   */
  public String data(ForContract contract, int index) {
    if (index == 0) {
      return OracleAbi.commit(contract.root().report(), contract.root().quorum());
    }
    Proposal.Batch batch = proposal.batches().get(index - 1);
    Signed rows = contract.rows().get(index - 1);
    return OracleAbi.storeSigned(
        rows.report(), proposal.epoch().packedRows(batch.from(), batch.to()), rows.quorum());
  }
}
