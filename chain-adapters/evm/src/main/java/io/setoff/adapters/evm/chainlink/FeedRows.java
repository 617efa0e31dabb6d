package io.setoff.adapters.evm.chainlink;

import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.view.Readings;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.model.BlockRef;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What is stored of one feed: its answer, its scale, what it prices in what, its bounds. */
final class FeedRows {
  private static final String ROUND = "chainlink/round";
  private static final String SCALE = "chainlink/scale";
  private static final String QUOTE = "chainlink/quote";
  private static final String AGGREGATOR = "chainlink/aggregator";
  private static final String LEAST = "chainlink/least";
  private static final String MOST = "chainlink/most";
  private static final String GOOD = "chainlink/good";

  /** More than any token or feed has; a power of ten of it still fits a price. */
  private static final BigInteger MAX_DECIMALS = BigInteger.valueOf(77);

  private final Rows rows;
  private final String feed;

  FeedRows(Rows rows, String feed) {
    this.rows = rows;
    this.feed = feed;
  }

  /** What {@code latestRoundData()} answers, as it stands there. */
  record Round(BigInteger id, BigInteger answer, BigInteger updatedAt) {}

  /**
   * The newest answer that was believed.
   *
   * @param pendingSince seconds since when another answer is not believed; 0 when none is
   */
  record Good(BigDecimal px, Instant updatedAt, Instant readAt, BigInteger pendingSince) {}

  Optional<Round> round() {
    return row(ROUND).map(row -> new Round(row.word(0), row.word(1), row.word(2)));
  }

  /** Height since when the feed does not answer. */
  OptionalLong silentSince() {
    return Readings.failedSince(rows, key(ROUND));
  }

  OptionalLong scaleUnknownSince() {
    return Readings.failedSince(rows, key(SCALE));
  }

  Optional<Integer> decimals() {
    return row(SCALE).map(row -> row.word(0).intValueExact());
  }

  /** The scale before, when it changed, and when it did. */
  Optional<ScaleChange> scaleChange() {
    return row(SCALE)
        .filter(row -> row.words().size() > 1)
        .map(
            row ->
                new ScaleChange(
                    row.word(1).intValueExact(),
                    row.word(2).longValueExact(),
                    Instant.ofEpochSecond(row.word(3).longValueExact())));
  }

  record ScaleChange(int before, long height, Instant time) {}

  /** The symbol after the slash of {@code description()}; empty when it has none. */
  Optional<String> quote() {
    return row(QUOTE).flatMap(row -> PairName.symbol(row.word(1)));
  }

  Optional<BigInteger> least() {
    return row(LEAST).filter(row -> row.words().size() > 1).map(row -> row.word(1));
  }

  Optional<BigInteger> most() {
    return row(MOST).filter(row -> row.words().size() > 1).map(row -> row.word(1));
  }

  Optional<Good> good() {
    return row(GOOD)
        .map(
            row ->
                new Good(
                    new BigDecimal(row.word(0), row.word(1).intValueExact()),
                    Instant.ofEpochSecond(row.word(2).longValueExact()),
                    Instant.ofEpochSecond(row.word(3).longValueExact()),
                    row.word(4)));
  }

  /** The round that what hardly ever changes was read with; empty before it was. */
  boolean isDescribed() {
    return isOf(QUOTE) && isOf(AGGREGATOR);
  }

  boolean isBounded() {
    return isOf(LEAST) && isOf(MOST);
  }

  /** Empty when the feed names none. */
  Optional<String> aggregator() {
    return row(AGGREGATOR)
        .map(row -> row.word(1))
        .filter(address -> address.signum() > 0 && address.bitLength() <= 160)
        .map("0x%040x"::formatted);
  }

  private boolean isOf(String table) {
    return row(table).filter(row -> row.word(0).equals(roundId())).isPresent();
  }

  private BigInteger roundId() {
    return round().map(Round::id).orElse(BigInteger.ZERO);
  }

  private Optional<Row> row(String table) {
    return rows.get(key(table));
  }

  private RowKey key(String table) {
    return new RowKey(table, feed, "");
  }

  void putRound(Optional<AbiWords> answer, RowEditor editor, BlockRef block) {
    put(
        ROUND,
        answer.map(words -> List.of(words.word(0), words.signedWord(1), words.word(3))),
        editor,
        block);
  }

  void putScale(Optional<AbiWords> answer, RowEditor editor, BlockRef block) {
    Optional<Row> before = editor.get(key(SCALE));
    Optional<BigInteger> scale =
        answer
            .map(words -> words.word(0))
            .filter(decimals -> decimals.compareTo(MAX_DECIMALS) <= 0);
    put(SCALE, scale.map(now -> scaled(now, before, block)), editor, block);
  }

  private static List<BigInteger> scaled(BigInteger now, Optional<Row> before, BlockRef block) {
    if (before.isEmpty()) {
      return List.of(now);
    }
    return before.get().word(0).equals(now)
        ? before.get().words()
        : List.of(
            now,
            before.get().word(0),
            BigInteger.valueOf(block.height()),
            BigInteger.valueOf(block.time().getEpochSecond()));
  }

  private void put(
      String table, Optional<List<BigInteger>> words, RowEditor editor, BlockRef block) {
    words.ifPresentOrElse(
        value -> Readings.put(editor, key(table), value, block),
        () -> Readings.failed(editor, key(table), block));
  }

  void putQuote(Optional<AbiWords> description, RowEditor editor, BlockRef block) {
    BigInteger symbol = description.map(PairName::quote).orElse(BigInteger.ZERO);
    Readings.put(editor, key(QUOTE), List.of(roundId(), symbol), block);
  }

  void putAggregator(Optional<AbiWords> address, RowEditor editor, BlockRef block) {
    BigInteger value = address.map(words -> words.word(0)).orElse(BigInteger.ZERO);
    Readings.put(editor, key(AGGREGATOR), List.of(roundId(), value), block);
  }

  void putLeast(Optional<AbiWords> answer, RowEditor editor, BlockRef block) {
    putBound(LEAST, answer, editor, block);
  }

  void putMost(Optional<AbiWords> answer, RowEditor editor, BlockRef block) {
    putBound(MOST, answer, editor, block);
  }

  private void putBound(String table, Optional<AbiWords> answer, RowEditor editor, BlockRef block) {
    List<BigInteger> words =
        answer
            .map(bound -> List.of(roundId(), bound.signedWord(0)))
            .orElseGet(() -> List.of(roundId()));
    Readings.put(editor, key(table), words, block);
  }

  void putGood(
      RowEditor editor,
      BlockRef block,
      BigDecimal px,
      Instant updatedAt,
      Instant readAt,
      BigInteger pendingSince) {
    Readings.put(
        editor,
        key(GOOD),
        List.of(
            px.unscaledValue(),
            BigInteger.valueOf(px.scale()),
            BigInteger.valueOf(updatedAt.getEpochSecond()),
            BigInteger.valueOf(readAt.getEpochSecond()),
            pendingSince),
        block);
  }
}
