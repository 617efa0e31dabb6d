package io.setoff.oracle;

import java.util.List;

/**
 * The EIP-712 domain of one oracle contract: a signature is good for one contract on one chain.
 *
 * @param chainId EVM chain id
 * @param contract the oracle contract, canonical address
 */
public record OracleDomain(long chainId, String contract) {
  private static final Bytes32 TYPE_HASH =
      Bytes32.keccak(
          "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
  private static final Bytes32 NAME = Bytes32.keccak("Setoff Risk Oracle");
  private static final Bytes32 VERSION = Bytes32.keccak("1");

  public Bytes32 separator() {
    return EpochReport.keccakOf(
        List.of(
            TYPE_HASH, NAME, VERSION, EpochReport.number(chainId), Bytes32.ofAddress(contract)));
  }

  /** What is signed for this contract. */
  public Bytes32 digest(EpochReport report) {
    return Bytes32.keccak(preimage(report));
  }

  /** What is hashed to be signed: 66 bytes. */
  public byte[] preimage(EpochReport report) {
    byte[] bytes = new byte[66];
    bytes[0] = 0x19;
    bytes[1] = 0x01;
    System.arraycopy(separator().bytes(), 0, bytes, 2, 32);
    System.arraycopy(report.structHash().bytes(), 0, bytes, 34, 32);
    return bytes;
  }
}
