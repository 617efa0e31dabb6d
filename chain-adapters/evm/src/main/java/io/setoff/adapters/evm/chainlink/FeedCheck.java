package io.setoff.adapters.evm.chainlink;

import io.setoff.adapters.evm.chainlink.FeedRows.Good;
import io.setoff.adapters.evm.chainlink.FeedRows.Round;
import io.setoff.adapters.kernel.spi.PriceFeed;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.model.BlockRef;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a feed's answer can be taken for a price. What cannot is refused with a sentence, and the
 * last good price stays.
 */
final class FeedCheck {
  /** Clocks of a feed's chain may differ by so much. */
  static final Duration SKEW = Duration.ofMinutes(1);

  /** A jump that has stood for so long is believed; a look so much later compares with nothing. */
  static final Duration STANDS = Duration.ofHours(1);

  /** Chainlink's answers are of the type int192. */
  private static final int ANSWER_BITS = 191;

  private final PriceFeed feed;
  private final BlockRef block;
  private final FeedRows rows;

  FeedCheck(PriceFeed feed, BlockRef block, FeedRows rows) {
    this.feed = feed;
    this.block = block;
    this.rows = rows;
  }

  /** Takes the answer for the price, unless something is wrong with it, or it is a jump. */
  void fold(RowEditor editor) {
    if (problemOfAnswer().isPresent()) {
      return;
    }
    BigDecimal px = px();
    Instant updatedAt = updatedAt();
    Optional<Good> before = rows.good();
    if (before.isEmpty() || isBelieved(before.get(), px)) {
      rows.putGood(editor, block, px, updatedAt, block.time(), BigInteger.ZERO);
    } else if (before.get().pendingSince().signum() == 0) {
      Good good = before.get();
      BigInteger now = BigInteger.valueOf(block.time().getEpochSecond());
      rows.putGood(editor, block, good.px(), good.updatedAt(), good.readAt(), now);
    }
  }

  private boolean isBelieved(Good before, BigDecimal px) {
    long since = before.pendingSince().longValueExact();
    Instant compared = since == 0 ? before.readAt() : Instant.ofEpochSecond(since);
    return !isJump(before.px(), px) || !block.time().isBefore(compared.plus(STANDS));
  }

  private boolean isJump(BigDecimal before, BigDecimal now) {
    BigDecimal least = before.max(now).multiply(BigDecimal.ONE.subtract(feed.maxJump()));
    return before.min(now).compareTo(least) < 0;
  }

  /** Why the newest answer is not the price; empty when it is. */
  Optional<String> problem() {
    Optional<String> problem = problemOfAnswer();
    if (problem.isPresent()) {
      return problem;
    }
    return rows.good()
        .filter(good -> good.pendingSince().signum() != 0)
        .map(good -> jump(good.px(), px()));
  }

  private static String jump(BigDecimal before, BigDecimal now) {
    BigDecimal percent =
        now.subtract(before)
            .movePointRight(2)
            .divide(before, 1, RoundingMode.HALF_EVEN)
            .stripTrailingZeros();
    return "the feed jumps from "
        + plain(before)
        + " to "
        + plain(now)
        + " ("
        + percent.toPlainString()
        + " %), which is believed when it has stood for "
        + STANDS.toMinutes()
        + " minutes";
  }

  private Optional<String> problemOfAnswer() {
    Optional<Round> round = rows.round();
    if (round.isEmpty() || rows.decimals().isEmpty()) {
      return Optional.of("the feed was not read yet, or does not answer");
    }
    if (rows.scaleUnknownSince().isPresent()) {
      return Optional.of(
          "the feed does not tell its decimals since block "
              + rows.scaleUnknownSince().getAsLong());
    }
    Optional<String> answer = problemOf(round.get());
    return answer.isPresent() ? answer : problemOfQuote();
  }

  private Optional<String> problemOf(Round round) {
    BigInteger answer = round.answer();
    if (answer.signum() <= 0 || answer.bitLength() > ANSWER_BITS) {
      return Optional.of("the feed answers " + answer + ", which is no price");
    }
    if (round.updatedAt().signum() == 0) {
      return Optional.of("the feed's round is not complete: it was never updated");
    }
    BigInteger latest = BigInteger.valueOf(block.time().plus(SKEW).getEpochSecond());
    if (round.updatedAt().compareTo(latest) > 0) {
      return Optional.of(
          "the feed says that it was updated in the future, at second " + round.updatedAt());
    }
    if (rows.least().filter(least -> answer.compareTo(least) <= 0).isPresent()) {
      return Optional.of(
          "the feed answers its own lower bound " + plain(px()) + ": the price may be below");
    }
    if (rows.most().filter(most -> answer.compareTo(most) >= 0).isPresent()) {
      return Optional.of(
          "the feed answers its own upper bound " + plain(px()) + ": the price may be above");
    }
    return Optional.empty();
  }

  /** A feed that does not say what it is quoted in is taken for what is configured. */
  private Optional<String> problemOfQuote() {
    String value = feed.quote().value();
    String configured = value.substring(value.indexOf(':') + 1).toUpperCase(Locale.ROOT);
    return rows.quote()
        .filter(stated -> !stated.equals(configured))
        .map(
            stated ->
                "the feed is quoted in "
                    + stated
                    + ", and not in "
                    + configured
                    + ": set its quote in the configuration");
  }

  BigDecimal px() {
    return new BigDecimal(rows.round().orElseThrow().answer(), rows.decimals().orElseThrow());
  }

  /** Of an answer without a problem. */
  Instant updatedAt() {
    return Instant.ofEpochSecond(rows.round().orElseThrow().updatedAt().longValueExact());
  }

  private static String plain(BigDecimal px) {
    return px.stripTrailingZeros().toPlainString();
  }
}
