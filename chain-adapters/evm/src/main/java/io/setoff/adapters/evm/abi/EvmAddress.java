package io.setoff.adapters.evm.abi;

import io.setoff.adapters.rpc.Keccak;
import io.setoff.model.Text;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text forms of EVM addresses. The canonical one is lower-case hex. */
public final class EvmAddress {
  private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]{40}");

  private EvmAddress() {}

  /**
   * The canonical form of an address that a person or a program wrote.
   *
   * @throws IllegalArgumentException when it is not an address, or its capitals are no EIP-55
   *     checksum
   */
  public static String parse(String text) {
    if (!HEX.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "not an EVM address (0x and 40 hex digits): \"" + Text.shorten(text) + "\"");
    }
    String canonical = text.toLowerCase(Locale.ROOT);
    boolean mixed =
        !text.equals(canonical)
            && !text.substring(2).equals(text.substring(2).toUpperCase(Locale.ROOT));
    if (mixed && !text.equals(checksummed(canonical))) {
      throw new IllegalArgumentException(
          "the capitals of " + text + " are no EIP-55 checksum; a digit may be mistyped");
    }
    return canonical;
  }

  /** EIP-55. */
  public static String checksummed(String canonical) {
    String digits = canonical.substring(2);
    byte[] hash = Keccak.hash(digits.getBytes(StandardCharsets.US_ASCII));
    String hex = HexFormat.of().formatHex(hash);
    StringBuilder out = new StringBuilder("0x");
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      out.append(Character.digit(hex.charAt(i), 16) >= 8 ? Character.toUpperCase(c) : c);
    }
    return out.toString();
  }

  /** The address in the low 20 bytes of a word. */
  public static String of(BigInteger word) {
    return "0x" + "%040x".formatted(word);
  }

  /** The address as a number, to be stored in a row. */
  public static BigInteger toWord(String canonical) {
    return new BigInteger(canonical.substring(2), 16);
  }

  /** For display: {@code 0x1234…abcd}. */
  public static String shortened(String canonical) {
    return canonical.substring(0, 6) + "…" + canonical.substring(38);
  }
}
