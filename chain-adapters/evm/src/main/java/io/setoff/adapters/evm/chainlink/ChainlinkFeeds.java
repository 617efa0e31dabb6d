package io.setoff.adapters.evm.chainlink;

import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.evm.protocol.EventFold;
import io.setoff.adapters.evm.protocol.EvmProtocol;
import io.setoff.adapters.evm.view.Readings;
import io.setoff.adapters.evm.view.ViewPlan;
import io.setoff.adapters.kernel.spi.PriceFeed;
import io.setoff.adapters.kernel.spi.PriceReader;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.model.PriceObservation;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;

/**
 * Feeds with {@code latestRoundData()} and {@code decimals()}, as AggregatorV3Interface has them.
 *
 * <p>An answer of zero or less is no price.
 */
public final class ChainlinkFeeds implements EvmProtocol, PriceReader {
  private static final String ANSWERS = "chainlink/answer";
  private static final String DECIMALS = "chainlink/decimals";

  private final ChainId chain;
  private final List<PriceFeed> feeds;
  private final EventFold events = new EventFold();

  public ChainlinkFeeds(ChainId chain, List<PriceFeed> feeds) {
    this.chain = chain;
    this.feeds = List.copyOf(feeds);
  }

  @Override
  public SortedSet<String> addresses(Rows rows) {
    return Collections.emptySortedSet();
  }

  @Override
  public EventFold events() {
    return events;
  }

  @Override
  public void discover(Rows rows, ViewPlan plan) {
    for (PriceFeed feed : feeds) {
      plan.discover(
          rows,
          new RowKey(DECIMALS, feed.address(), ""),
          EvmCall.of(feed.address(), "decimals()"),
          1,
          words -> Optional.of(List.of(words.word(0))));
    }
  }

  @Override
  public void refresh(SortedSet<String> tracked, RowEditor rows, ViewPlan plan) {
    for (PriceFeed feed : feeds) {
      plan.refresh(
          new RowKey(ANSWERS, feed.address(), ""),
          EvmCall.of(feed.address(), "latestRoundData()"),
          5,
          words -> Optional.of(List.of(words.signedWord(1), words.word(3))));
    }
  }

  @Override
  public List<PriceObservation> read(BlockRef block, Rows rows) {
    List<PriceObservation> observations = new ArrayList<>();
    for (PriceFeed feed : feeds) {
      observations.add(observe(feed, block, rows));
    }
    return observations;
  }

  private PriceObservation observe(PriceFeed feed, BlockRef block, Rows rows) {
    RowKey key = new RowKey(ANSWERS, feed.address(), "");
    Optional<Row> answer = rows.get(key);
    Optional<Row> decimals = rows.get(new RowKey(DECIMALS, feed.address(), ""));
    OptionalLong failedSince = Readings.failedSince(rows, key);
    if (answer.isEmpty() || decimals.isEmpty()) {
      return none(feed, block, Instant.EPOCH, "the feed was not read yet, or does not answer");
    }
    BigInteger value = answer.get().word(0);
    Instant updatedAt = Instant.ofEpochSecond(answer.get().word(1).longValueExact());
    if (failedSince.isPresent()) {
      return none(
          feed,
          block,
          updatedAt,
          "the feed does not answer since block " + failedSince.getAsLong());
    }
    if (value.signum() <= 0) {
      return none(feed, block, updatedAt, "the feed answers " + value + ", which is no price");
    }
    BigDecimal px = new BigDecimal(value, decimals.get().word(0).intValueExact());
    return new PriceObservation(
        feed.rank(),
        feed.underlying(),
        Optional.of(px),
        updatedAt,
        feed.heartbeat(),
        block.time(),
        source(feed),
        "");
  }

  private PriceObservation none(PriceFeed feed, BlockRef block, Instant updatedAt, String problem) {
    return new PriceObservation(
        feed.rank(),
        feed.underlying(),
        Optional.empty(),
        updatedAt,
        feed.heartbeat(),
        block.time(),
        source(feed),
        problem);
  }

  private String source(PriceFeed feed) {
    return chain + "/chainlink:" + feed.address();
  }
}
