package io.setoff.oracle;

import io.setoff.v1.CutPoint;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.web3j.utils.Numeric;

/**
 * One epoch's figures, before it has a number.
 *
 * @param inputs the blocks behind it
 * @param model names what the figures mean; its hash is signed with them
 * @param scope venue ids of the protocols whose margin it is; all venues when empty
 * @param rows one per account, sorted by account
 */
public record Epoch(EpochInputs inputs, String model, List<String> scope, List<Row> rows) {
  public Epoch {
    scope = List.copyOf(scope);
    rows = List.copyOf(rows);
  }

  /**
   * One account.
   *
   * @param account canonical EVM address
   * @param word its figures
   * @param cut the blocks that its exposure was taken from
   * @param margin the margin in the word, and where it is from
   */
  public record Row(String account, Word word, List<CutPoint> cut, PublishedMargin margin) {
    public Row {
      cut = List.copyOf(cut);
    }

    /** The word for nobody's use that stands in for this one, or one that asks for more. */
    public Word heldBackWord() {
      return word.heldBack(margin.withoutBenefitUsd());
    }

    Row heldBack(Word held, String reason) {
      return new Row(account, held, cut, margin.heldBack(held.marginUsd(), reason));
    }

    public Bytes32 accountId() {
      return Bytes32.ofAddress(account);
    }
  }

  /**
   * The same epoch without use for some of its accounts.
   *
   * @param held by account, the least that its word asks for
   */
  public Epoch holdingBack(Map<String, Word> held) {
    return new Epoch(
        inputs,
        model,
        scope,
        rows.stream()
            .map(
                row ->
                    Optional.ofNullable(held.get(row.account()))
                        .map(least -> row.heldBackWord().orMore(least))
                        .map(word -> row.heldBack(word, "by signers"))
                        .orElse(row))
            .toList());
  }

  public MerkleTree tree() {
    MerkleTree.Builder tree = new MerkleTree.Builder(rows.size());
    rows.forEach(row -> tree.add(row.accountId().bytes(), row.word().bytes()));
    return tree.build();
  }

  /** The rows as {@code storeSigned} takes them: 20 bytes of account, 32 of word, each. */
  public byte[] packedRows() {
    return packedRows(0, rows.size());
  }

  /** The same of the rows from {@code from}, to {@code to} exclusive. */
  public byte[] packedRows(int from, int to) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Row row : rows.subList(from, to)) {
      bytes.writeBytes(Numeric.toBytesPadded(Numeric.toBigInt(row.account()), 20));
      bytes.writeBytes(row.word().bytes());
    }
    return bytes.toByteArray();
  }
}
