package io.setoff.oracle.publish;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How many rows one transaction stores. The gas is an estimate from above, measured on the
 * contract: what is planned by it is never refused for its size.
 *
 * @param gasCap most that a transaction may ask for
 * @param members of the signer set
 * @param signatures that a report carries
 */
public record StoreSize(BigInteger gasCap, int members, int signatures) {
  /** What the transaction pools of geth and others take. */
  static final int BYTE_CAP = 128 << 10;

  /** Of the transaction around the data: nonce, fees, addresses, signature. */
  private static final int ENVELOPE_BYTES = 256;

  /** Report, offsets and lengths; then an address, and a signature with its index. */
  private static final int REPORT_BYTES = 640;

  private static final int MEMBER_BYTES = 32;
  private static final int SIGNATURE_BYTES = 96;
  private static final int ROW_BYTES = 52;

  /** A transaction without rows that begins a stream. */
  private static final long REPORT_GAS = 80_000;

  private static final long MEMBER_GAS = 600;
  private static final long SIGNATURE_GAS = 6_000;

  /** A row of an account that has none, and of one that has. */
  private static final long NEW_ROW_GAS = 23_500;

  private static final long KNOWN_ROW_GAS = 6_500;

  static boolean fitsBytes(String data) {
    return data.length() / 2 + ENVELOPE_BYTES <= BYTE_CAP;
  }

  /**
   * Gas that rows may use: what a lane adds as its limit is left, and what a block's limit may fall
   * until the transaction is sent.
   */
  private long rowsGas() {
    long report = REPORT_GAS + MEMBER_GAS * members + SIGNATURE_GAS * signatures;
    return gasCap.longValueExact() * 3 / 4 - report;
  }

  private int rowsBytes() {
    int report = REPORT_BYTES + MEMBER_BYTES * members + SIGNATURE_BYTES * signatures;
    return BYTE_CAP - ENVELOPE_BYTES - report;
  }

  /**
   * Rows of each transaction, at least one.
   *
   * @param accounts in the order of the rows
   * @param known accounts that have a row already
   */
  public List<Integer> split(List<String> accounts, Set<String> known) {
    List<Integer> sizes = new ArrayList<>();
    long gas = 0;
    int size = 0;
    for (String account : accounts) {
      long more = known.contains(account) ? KNOWN_ROW_GAS : NEW_ROW_GAS;
      if (size > 0 && (gas + more > rowsGas() || (size + 1) * ROW_BYTES > rowsBytes())) {
        sizes.add(size);
        gas = 0;
        size = 0;
      }
      gas += more;
      size++;
    }
    sizes.add(size);
    return sizes;
  }
}
