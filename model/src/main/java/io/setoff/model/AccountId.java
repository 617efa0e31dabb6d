package io.setoff.model;

import java.util.regex.Pattern;

/**
 * An account on one chain, as CAIP-10 writes it: {@code eip155:1:0x…}.
 *
 * @param chain where it is
 * @param address canonical: lower-case hex on EVM chains, untouched elsewhere
 */
public record AccountId(ChainId chain, String address) implements Comparable<AccountId> {
  private static final Pattern ADDRESS = Pattern.compile("[-.%a-zA-Z0-9]{1,128}");
  private static final Pattern EVM_ADDRESS = Pattern.compile("0x[0-9a-f]{40}");

  /** Refuses an address that is not in canonical form. */
  public AccountId {
    boolean canonical = (chain.isEvm() ? EVM_ADDRESS : ADDRESS).matcher(address).matches();
    if (!canonical) {
      throw new IllegalArgumentException(
          "not a canonical address on " + chain + ": \"" + Text.shorten(address) + "\"");
    }
  }

  @Override
  public int compareTo(AccountId other) {
    int byChain = chain.compareTo(other.chain);
    return byChain != 0 ? byChain : address.compareTo(other.address);
  }

  @Override
  public String toString() {
    return chain + ":" + address;
  }
}
