package io.setoff.adapters.evm.chainlink;

import io.setoff.adapters.evm.abi.AbiWords;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The quote in a feed's {@code description()}, "ETH / USD", as a number that a row can hold. */
final class PairName {
  private static final Pattern PAIR = Pattern.compile("[^/]+/\\s*([A-Za-z][A-Za-z0-9]{1,15})\\s*");
  private static final int WORD = 32;
  private static final int MAX_WORDS = 8;

  private PairName() {}

  /** 0 when the answer is no text, or its text names no pair. */
  static BigInteger quote(AbiWords answer) {
    return text(answer)
        .map(PAIR::matcher)
        .filter(Matcher::matches)
        .map(pair -> pair.group(1).toUpperCase(Locale.ROOT))
        .map(symbol -> new BigInteger(1, symbol.getBytes(StandardCharsets.US_ASCII)))
        .orElse(BigInteger.ZERO);
  }

  static Optional<String> symbol(BigInteger quote) {
    return quote.signum() == 0
        ? Optional.empty()
        : Optional.of(new String(quote.toByteArray(), StandardCharsets.US_ASCII));
  }

  private static Optional<String> text(AbiWords answer) {
    if (answer.size() < 3 || answer.word(1).bitLength() > 8) {
      return Optional.empty();
    }
    int length = answer.word(1).intValueExact();
    int words = Math.min(MAX_WORDS, answer.size() - 2);
    if (length > words * WORD) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      int shift = 8 * (WORD - 1 - i % WORD);
      text.append((char) (answer.word(2 + i / WORD).shiftRight(shift).intValue() & 0xff));
    }
    return Optional.of(text.toString());
  }
}
