package io.setoff.adapters.evm.chainlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.evm.MapRows;
import io.setoff.adapters.evm.view.EvmRpc;
import io.setoff.adapters.evm.view.ViewPlan;
import io.setoff.adapters.kernel.spi.PriceFeed;
import io.setoff.adapters.kernel.spi.PriceFeed.Sequencer;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcSettings;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.model.PriceObservation;
import io.setoff.model.PriceObservation.Trust;
import io.setoff.model.UnderlyingId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What feeds answer that is no price, as others have met it, over the plan that reads them. */
class ChainlinkFeedsTest {
  private static final ChainId CHAIN = ChainId.evm(1);
  private static final String ETH = "0x" + "e".repeat(40);
  private static final String ODD = "0x" + "d".repeat(40);
  private static final String UPTIME = "0x" + "a".repeat(40);
  private static final String AGGREGATOR = "0x" + "b".repeat(40);
  private static final BigInteger PX = BigInteger.valueOf(3000_00000000L);
  private static final Duration BLOCK = Duration.ofSeconds(12);

  private final FeedNode node = new FeedNode();
  private final RpcPool pool =
      RpcPool.over("feeds", List.of(node), RpcSettings.DEFAULT, InstantSource.system());
  private final EvmRpc rpc = new EvmRpc(pool);
  private final MapRows rows = new MapRows();
  private ChainlinkFeeds feeds = feeds(plain("crypto:ETH", ETH), plain("crypto:ODD", ODD));
  private BlockRef block = new BlockRef(100, "0x64", "0x63", Instant.ofEpochSecond(1_790_000_000));

  private static PriceFeed plain(String underlying, String address) {
    return new PriceFeed(0, address, new UnderlyingId(underlying), Duration.ofHours(24));
  }

  private static ChainlinkFeeds feeds(PriceFeed... feeds) {
    return new ChainlinkFeeds(CHAIN, List.of(feeds));
  }

  @BeforeEach
  void twoGoodFeeds() {
    for (String feed : List.of(ETH, ODD)) {
      node.answersText(feed, "description()", feed.equals(ETH) ? "ETH / USD" : "ODD / USD");
      node.answers(feed, "decimals()", BigInteger.valueOf(8));
      round(feed, PX, seconds(block.time()));
    }
    next(BLOCK);
  }

  @AfterEach
  void close() {
    pool.close();
  }

  private static BigInteger seconds(Instant time) {
    return BigInteger.valueOf(time.getEpochSecond());
  }

  private void round(String feed, BigInteger answer, BigInteger updatedAt) {
    BigInteger id = BigInteger.valueOf(block.height());
    node.answers(feed, "latestRoundData()", id, answer, updatedAt, updatedAt, id);
  }

  private void answers(BigInteger answer) {
    round(ODD, answer, seconds(block.time().plus(BLOCK)));
    next(BLOCK);
  }

  /** The next block, as the indexer reads it. */
  private void next(Duration later) {
    block =
        new BlockRef(
            block.height() + 1,
            "0x%x".formatted(block.height() + 1),
            block.hash(),
            block.time().plus(later));
    for (int round = 0; round < 4; round++) {
      ViewPlan plan = new ViewPlan(block);
      feeds.discover(rows, plan);
      plan.run(rpc, rows);
    }
    ViewPlan plan = new ViewPlan(block);
    feeds.refresh(Collections.emptySortedSet(), rows, plan);
    plan.run(rpc, rows);
  }

  private PriceObservation of(String underlying) {
    return feeds.read(block, rows).stream()
        .filter(observation -> observation.underlying().value().equals(underlying))
        .findFirst()
        .orElseThrow();
  }

  private void assertGood(String underlying, String px) {
    assertThat(of(underlying).problem()).isEmpty();
    assertThat(of(underlying).trust()).isEqualTo(Trust.GOOD);
    assertThat(of(underlying).px().orElseThrow()).isEqualByComparingTo(px);
  }

  private void assertRefused(String px, String... words) {
    assertThat(of("crypto:ODD").problem()).contains(words);
    assertThat(of("crypto:ODD").trust()).isEqualTo(Trust.REFUSED);
    assertThat(of("crypto:ODD").px().orElseThrow()).isEqualByComparingTo(px);
    assertGood("crypto:ETH", "3000");
  }

  @Test
  void allFeedsAreReadByOneRequestABlock() {
    int before = node.batches().size();
    next(BLOCK);
    assertThat(node.batches().subList(before, node.batches().size()))
        .as("answer and decimals of two feeds, once their description is known")
        .endsWith(4);
    next(BLOCK);
    assertThat(node.batches().getLast()).isEqualTo(4);
  }

  @Test
  void decimalsAreReadWithEveryAnswerAndAChangeIsNamed() {
    node.answers(ODD, "decimals()", BigInteger.valueOf(18));
    answers(PX.multiply(BigInteger.TEN.pow(10)));
    assertRefused("3000", "18 decimals since block 102", "had 8 before");
    round(
        ODD, PX.multiply(BigInteger.TEN.pow(10)), seconds(block.time().plus(Duration.ofHours(2))));
    next(Duration.ofHours(2));
    assertGood("crypto:ODD", "3000");
  }

  /** Two contracts, changed by two transactions: in between the price is ten orders off. */
  @Test
  void aScaleThatDoesNotGoWithTheAnswerIsAJump() {
    node.answers(ODD, "decimals()", BigInteger.valueOf(18));
    next(BLOCK);
    assertRefused("3000", "jumps from 3000 to 0.0000003");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void withoutDecimalsThereIsNoPriceAndTheLastGoodOneStays(int way) {
    if (way == 1) {
      node.reverts(ODD, "decimals()");
    } else {
      node.answers(ODD, "decimals()", BigInteger.TWO.pow(200));
    }
    next(BLOCK);
    assertRefused("3000", "does not tell its decimals since block 102");
  }

  @Test
  void aTimeThatIsNoneCostsItsFeedAlone() {
    for (BigInteger time :
        List.of(
            BigInteger.ZERO,
            seconds(block.time().plus(Duration.ofDays(3650))),
            BigInteger.TWO.pow(40),
            BigInteger.TWO.pow(63).subtract(BigInteger.ONE),
            BigInteger.TWO.pow(63),
            BigInteger.TWO.pow(256).subtract(BigInteger.ONE))) {
      round(ODD, PX, time);
      next(BLOCK);
      assertRefused("3000", time.signum() == 0 ? "never updated" : "in the future");
    }
    round(ODD, PX, seconds(block.time().plus(BLOCK).plus(FeedCheck.SKEW)));
    next(BLOCK);
    assertGood("crypto:ODD", "3000");
  }

  @Test
  void answersAtTheEndsOfTheirTypeAreNoPrices() {
    BigInteger most = BigInteger.TWO.pow(255);
    for (BigInteger answer :
        List.of(
            BigInteger.ZERO,
            most.negate(),
            most.subtract(BigInteger.ONE),
            BigInteger.TWO.pow(191))) {
      answers(answer);
      assertRefused("3000", "which is no price");
    }
  }

  @Test
  void anAnswerAtABoundOfTheAggregatorMayBeBeyondIt() {
    node.answers(ODD, "aggregator()", new BigInteger(AGGREGATOR.substring(2), 16));
    node.answers(AGGREGATOR, "minAnswer()", PX.subtract(BigInteger.ONE));
    node.answers(AGGREGATOR, "maxAnswer()", PX.add(BigInteger.ONE));
    answers(PX);
    next(BLOCK);
    assertGood("crypto:ODD", "3000");
    answers(PX.subtract(BigInteger.ONE));
    assertRefused("3000", "its own lower bound 2999.99999999");
    answers(PX.add(BigInteger.ONE));
    assertRefused("3000", "its own upper bound 3000.00000001");
    answers(PX);
    assertGood("crypto:ODD", "3000");
  }

  /** An aggregator is replaced, and its bounds with it. */
  @Test
  void boundsAreReadAnewAfterEveryRound() {
    answers(PX);
    node.answers(ODD, "aggregator()", new BigInteger(AGGREGATOR.substring(2), 16));
    node.answers(AGGREGATOR, "minAnswer()", PX);
    node.answers(AGGREGATOR, "maxAnswer()", BigInteger.TWO.pow(191));
    answers(PX);
    next(BLOCK);
    assertRefused("3000", "its own lower bound 3000");
  }

  @ParameterizedTest
  @CsvSource({"3, -99.9", "1499, -50", "6001, 100", "3000000, 99900"})
  void aJumpIsBelievedOnceItHasStood(long usd, String percent) {
    BigInteger answer = BigInteger.valueOf(usd).multiply(BigInteger.TEN.pow(8));
    answers(answer);
    assertRefused("3000", "jumps from 3000 to " + usd, "(" + percent + " %)");
    for (int i = 0; i < 5; i++) {
      next(Duration.ofMinutes(9));
      assertRefused("3000", "jumps");
    }
    answers(answer);
    next(Duration.ofMinutes(9));
    next(Duration.ofMinutes(9));
    assertGood("crypto:ODD", Long.toString(usd));
  }

  @ParameterizedTest
  @ValueSource(longs = {1500, 2999, 6000})
  void whatMarketsDoIsNoJump(long usd) {
    answers(BigInteger.valueOf(usd).multiply(BigInteger.TEN.pow(8)));
    assertGood("crypto:ODD", Long.toString(usd));
  }

  @Test
  void aJumpThatGoesBackWasNever() {
    answers(BigInteger.ONE);
    answers(PX);
    assertGood("crypto:ODD", "3000");
  }

  @Test
  void pricesMayHaveMovedFarWhileNobodyLooked() {
    node.answers(ODD, "decimals()", BigInteger.valueOf(8));
    round(ODD, BigInteger.ONE, seconds(block.time().plus(Duration.ofHours(2))));
    next(Duration.ofHours(2));
    assertThat(of("crypto:ODD").px().orElseThrow()).isEqualByComparingTo("0.00000001");
  }

  @ParameterizedTest
  @CsvSource({"ODD / ETH, ETH", "ODD/ETH, ETH", "odd / btc, BTC"})
  void aFeedInSomethingElseIsRefusedOrConverted(String description, String symbol) {
    node.answersText(ODD, "description()", description);
    answers(PX);
    next(BLOCK);
    assertRefused("3000", "quoted in " + symbol + ", and not in USD");
    UnderlyingId quote = new UnderlyingId("crypto:" + symbol);
    feeds =
        feeds(
            plain("crypto:ETH", ETH),
            new PriceFeed(
                1,
                ODD,
                new UnderlyingId("crypto:ODD"),
                quote,
                Duration.ofHours(24),
                PriceFeed.DEFAULT_MAX_JUMP,
                PriceFeed.DEFAULT_MAX_PAUSE,
                Optional.empty()));
    assertGood("crypto:ODD", "3000");
    assertThat(of("crypto:ODD").quote()).isEqualTo(quote);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "v0.8/tests/MockV3Aggregator.sol", "Price of ODD"})
  void whatNamesNoPairIsTakenForWhatIsConfigured(String description) {
    node.answersText(ODD, "description()", description);
    answers(PX);
    next(BLOCK);
    assertGood("crypto:ODD", "3000");
  }

  @Test
  void aFeedThatFallsSilentKeepsItsLastGoodPriceAndSaysSo() {
    node.reverts(ODD, "latestRoundData()");
    next(BLOCK);
    assertThat(of("crypto:ODD").trust()).isEqualTo(Trust.SILENT);
    assertThat(of("crypto:ODD").px().orElseThrow()).isEqualByComparingTo("3000");
    assertThat(of("crypto:ODD").problem()).contains("does not answer since block 102");
    assertGood("crypto:ETH", "3000");
  }

  @Test
  void aPriceFromBeforeAStandstillIsDoubtedUntilThereIsANewOne() {
    round(ETH, PX, seconds(block.time().plus(Duration.ofMinutes(40))));
    next(Duration.ofMinutes(40));
    assertRefused("3000", "stood still for 40 minutes");
    answers(PX);
    assertGood("crypto:ODD", "3000");
  }

  /** Blocks that do not follow one another tell nothing: nobody looked in between. */
  @Test
  void aPauseOfOurOwnIsNoStandstill() {
    block = new BlockRef(150, "0x96", "0x95", block.time());
    next(Duration.ofMinutes(40));
    assertGood("crypto:ODD", "3000");
  }

  @Test
  void aSequencerIsWaitedForWithItsGrace() {
    feeds =
        feeds(
            plain("crypto:ETH", ETH),
            new PriceFeed(
                1,
                ODD,
                new UnderlyingId("crypto:ODD"),
                UnderlyingId.USD,
                Duration.ofHours(24),
                new BigDecimal("0.5"),
                PriceFeed.DEFAULT_MAX_PAUSE,
                Optional.of(new Sequencer(UPTIME, Duration.ofHours(1)))));
    next(BLOCK);
    assertRefused("3000", "uptime does not answer");
    uptime(1, block.time());
    next(BLOCK);
    assertRefused("3000", "sequencer is down");
    uptime(0, block.time());
    next(BLOCK);
    assertRefused("3000", "back for less than 60 minutes");
    for (int i = 0; i < 7; i++) {
      next(Duration.ofMinutes(9));
    }
    assertGood("crypto:ODD", "3000");
  }

  private void uptime(long answer, Instant since) {
    node.answers(
        UPTIME,
        "latestRoundData()",
        BigInteger.ONE,
        BigInteger.valueOf(answer),
        seconds(since),
        seconds(since),
        BigInteger.ONE);
  }

  @Test
  void beforeTheFirstReadThereIsNoPrice() {
    BlockRef first = block;
    assertThat(feeds.read(first, new MapRows()))
        .allMatch(observation -> observation.px().isEmpty())
        .allMatch(observation -> observation.trust() == Trust.SILENT);
  }
}
