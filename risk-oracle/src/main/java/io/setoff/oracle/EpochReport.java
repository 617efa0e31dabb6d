package io.setoff.oracle;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;

/**
 * What the signers sign, as ISetoffRiskOracle.EpochReport.
 *
 * @param streamId which figures, of which accounts, by which model
 * @param epoch strictly rising per stream
 * @param setVersion signer set that signs
 * @param observedAt oldest, over the chains, of the newest block time behind the epoch, whole
 *     seconds
 * @param validUntil last second of validity
 * @param leafCount accounts
 * @param root of the Merkle tree, or Keccak-256 of the rows
 * @param inputsHash over the blocks that were read
 * @param modelHash names the model
 */
public record EpochReport(
    Bytes32 streamId,
    long epoch,
    long setVersion,
    Instant observedAt,
    Instant validUntil,
    int leafCount,
    Bytes32 root,
    Bytes32 inputsHash,
    Bytes32 modelHash) {

  static final Bytes32 TYPE_HASH =
      Bytes32.keccak(
          "EpochReport(bytes32 streamId,uint64 epoch,uint64 setVersion,uint40 observedAt,"
              + "uint40 validUntil,uint32 leafCount,bytes32 root,bytes32 inputsHash,"
              + "bytes32 modelHash)");

  /** EIP-712 hash of this message. */
  public Bytes32 structHash() {
    return keccakOf(
        List.of(
            TYPE_HASH,
            streamId,
            number(epoch),
            number(setVersion),
            number(observedAt.getEpochSecond()),
            number(validUntil.getEpochSecond()),
            number(leafCount),
            root,
            inputsHash,
            modelHash));
  }

  static Bytes32 number(long value) {
    return Bytes32.of(BigInteger.valueOf(value));
  }

  static Bytes32 keccakOf(List<Bytes32> words) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    words.forEach(word -> bytes.writeBytes(word.bytes()));
    return Bytes32.keccak(bytes.toByteArray());
  }
}
