package io.setoff.adapters.evm.chainlink;

import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.evm.protocol.EventFold;
import io.setoff.adapters.evm.protocol.EvmProtocol;
import io.setoff.adapters.evm.view.ViewPlan;
import io.setoff.adapters.kernel.spi.PriceFeed;
import io.setoff.adapters.kernel.spi.PriceReader;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.model.PriceObservation;
import io.setoff.model.PriceObservation.Trust;
import io.setoff.store.Rows;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * Feeds as AggregatorV3Interface has them.
 *
 * <p>At every block {@code latestRoundData()} and {@code decimals()} of each feed are read, in the
 * batch of everything else that is read there; what hardly ever changes ({@code description()}, and
 * the bounds of its aggregator) anew after each round. An answer that {@link FeedCheck} refuses
 * leaves the last good price, with the reason.
 */
public final class ChainlinkFeeds implements EvmProtocol, PriceReader {
  private static final int ROUND_WORDS = 5;

  private final ChainId chain;
  private final List<PriceFeed> feeds;
  private final Set<String> addresses = new LinkedHashSet<>();
  private final Set<PriceFeed.Sequencer> sequencers = new LinkedHashSet<>();
  private final EventFold events = new EventFold();

  public ChainlinkFeeds(ChainId chain, List<PriceFeed> feeds) {
    this.chain = chain;
    this.feeds = List.copyOf(feeds);
    for (PriceFeed feed : feeds) {
      addresses.add(feed.address());
      feed.sequencer().ifPresent(sequencers::add);
    }
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
    BlockRef block = plan.block();
    for (String feed : addresses) {
      FeedRows stored = new FeedRows(rows, feed);
      if (!stored.isDescribed()) {
        plan.ask(
            EvmCall.of(feed, "description()"),
            3,
            (text, editor) -> stored.putQuote(text, editor, block));
        plan.ask(
            EvmCall.of(feed, "aggregator()"),
            1,
            (address, editor) -> stored.putAggregator(address, editor, block));
      } else if (stored.aggregator().isPresent() && !stored.isBounded()) {
        String aggregator = stored.aggregator().get();
        plan.ask(
            EvmCall.of(aggregator, "minAnswer()"),
            1,
            (bound, editor) -> stored.putLeast(bound, editor, block));
        plan.ask(
            EvmCall.of(aggregator, "maxAnswer()"),
            1,
            (bound, editor) -> stored.putMost(bound, editor, block));
      }
    }
  }

  @Override
  public void refresh(SortedSet<String> tracked, RowEditor rows, ViewPlan plan) {
    BlockRef block = plan.block();
    Duration shortest =
        feeds.stream()
            .map(PriceFeed::maxPause)
            .min(Comparator.naturalOrder())
            .orElse(PriceFeed.DEFAULT_MAX_PAUSE);
    for (String feed : addresses) {
      FeedRows stored = new FeedRows(rows, feed);
      plan.ask(
          EvmCall.of(feed, "decimals()"),
          1,
          (answer, editor) -> {
            ChainPauses.tick(block, shortest, editor);
            stored.putScale(answer, editor, block);
          });
      plan.ask(
          EvmCall.of(feed, "latestRoundData()"),
          ROUND_WORDS,
          (answer, editor) -> {
            stored.putRound(answer, editor, block);
            new FeedCheck(first(feed), block, new FeedRows(editor, feed)).fold(editor);
          });
    }
    for (PriceFeed.Sequencer sequencer : sequencers) {
      plan.ask(
          EvmCall.of(sequencer.uptime(), "latestRoundData()"),
          ROUND_WORDS,
          (answer, editor) -> ChainPauses.putUptime(sequencer, answer, editor, block));
    }
  }

  /** The first of those that share a contract decides what is believed. */
  private PriceFeed first(String address) {
    return feeds.stream().filter(feed -> feed.address().equals(address)).findFirst().orElseThrow();
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
    FeedRows stored = new FeedRows(rows, feed.address());
    FeedCheck check = new FeedCheck(feed, block, stored);
    Optional<BigDecimal> lastGood = stored.good().map(FeedRows.Good::px);
    Instant lastGoodAt = stored.good().map(FeedRows.Good::updatedAt).orElse(Instant.EPOCH);
    if (stored.round().isEmpty() || stored.silentSince().isPresent()) {
      String problem =
          stored.silentSince().isPresent()
              ? "the feed does not answer since block " + stored.silentSince().getAsLong()
              : "the feed was not read yet, or does not answer";
      return observation(feed, block, lastGood, lastGoodAt, Trust.SILENT, problem);
    }
    Optional<String> refused = check.problem();
    if (refused.isPresent()) {
      return observation(feed, block, lastGood, lastGoodAt, Trust.REFUSED, refused.get());
    }
    Instant updatedAt = check.updatedAt();
    Optional<String> doubt =
        feed.sequencer()
            .flatMap(sequencer -> ChainPauses.sequencer(sequencer, block, rows))
            .or(() -> ChainPauses.standstill(updatedAt, feed.maxPause(), block, rows))
            .or(() -> scaleChange(stored, block));
    return observation(
        feed,
        block,
        Optional.of(check.px()),
        updatedAt,
        doubt.isPresent() ? Trust.REFUSED : Trust.GOOD,
        doubt.orElse(""));
  }

  /**
   * The price is right at once, as both are read at one block; somebody should look all the same.
   */
  private static Optional<String> scaleChange(FeedRows stored, BlockRef block) {
    return stored
        .scaleChange()
        .filter(change -> block.time().isBefore(change.time().plus(FeedCheck.STANDS)))
        .map(
            change ->
                "the feed has "
                    + stored.decimals().orElseThrow()
                    + " decimals since block "
                    + change.height()
                    + ", and had "
                    + change.before()
                    + " before");
  }

  private PriceObservation observation(
      PriceFeed feed,
      BlockRef block,
      Optional<BigDecimal> px,
      Instant updatedAt,
      Trust trust,
      String problem) {
    return new PriceObservation(
        feed.rank(),
        feed.underlying(),
        feed.quote(),
        px,
        updatedAt,
        feed.heartbeat(),
        block.time(),
        chain + "/chainlink:" + feed.address(),
        trust,
        problem);
  }
}
