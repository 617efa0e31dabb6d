package io.setoff.model;

import java.util.regex.Pattern;

/**
 * A chain, as CAIP-2 writes it: {@code eip155:1}.
 *
 * @param value namespace and reference, case-sensitive
 */
public record ChainId(String value) implements Comparable<ChainId> {
  private static final Pattern CAIP_2 = Pattern.compile("[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}");
  private static final String EVM = "eip155";

  /** Refuses what CAIP-2 does not allow. */
  public ChainId {
    if (!CAIP_2.matcher(value).matches()) {
      throw new IllegalArgumentException("not a CAIP-2 chain id: \"" + Text.shorten(value) + "\"");
    }
    if (value.startsWith(EVM + ":") && !value.matches("eip155:[1-9][0-9]{0,18}")) {
      throw new IllegalArgumentException(
          "an eip155 chain id is a positive decimal number: \"" + value + "\"");
    }
  }

  public static ChainId evm(long number) {
    return new ChainId(EVM + ":" + number);
  }

  public String namespace() {
    return value.substring(0, value.indexOf(':'));
  }

  public String reference() {
    return value.substring(value.indexOf(':') + 1);
  }

  public boolean isEvm() {
    return namespace().equals(EVM);
  }

  /** The number that {@code eth_chainId} answers; only for eip155. */
  public long evmNumber() {
    if (!isEvm()) {
      throw new IllegalStateException(value + " is not an EVM chain");
    }
    return Long.parseLong(reference());
  }

  /** By namespace, then by number for EVM chains, else by text. */
  @Override
  public int compareTo(ChainId other) {
    return isEvm() && other.isEvm()
        ? Long.compare(evmNumber(), other.evmNumber())
        : value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
