package io.setoff.bench.scale;

import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.model.Origin;
import io.setoff.model.Origin.LogRef;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * An Aave market with many accounts, as the adapter would have stored it: of each account's
 * positions a quarter are debts, the others supplies that secure them, each opened by a transaction
 * of its own in a block of its own.
 *
 * @param accounts how many
 * @param positions of each account, at most {@link #ASSETS}
 */
record LendingMarket(int accounts, int positions) {
  static final ChainId CHAIN = ChainId.evm(31_337);

  /** Assets of the market; each has a price feed. */
  static final int ASSETS = 20;

  static final String POOL = address(0xA1, 0);

  private static final String CONFIGURATOR = address(0xA2, 0);
  private static final String PREFIX = "aave-v3:core/";
  private static final String ALL = "all";
  private static final int DEBTS_OF = 4;
  private static final int BASIS_POINTS_THRESHOLD = 8_000;
  private static final int BASIS_POINTS_BONUS = 10_500;
  private static final int FEED_DECIMALS = 8;
  private static final BigInteger RAY = BigInteger.TEN.pow(27);
  private static final BigInteger UNIT = BigInteger.TEN.pow(18);
  private static final BigInteger KIND_DEBT = BigInteger.ONE;

  private static String address(int kind, long number) {
    return "0x%02x%038x".formatted(kind, number);
  }

  /** Spread over all addresses, as hashes of keys are. */
  static String account(int number) {
    SplittableRandom random = new SplittableRandom(number);
    return "0x%016x%016x%08x".formatted(random.nextLong(), random.nextLong(), number);
  }

  private static String asset(int number) {
    return address(0xB1, number);
  }

  private static String feed(int number) {
    return address(0xB2, number);
  }

  private static String carrier(int number, boolean isDebt) {
    return address(isDebt ? 0xB4 : 0xB3, number);
  }

  private static String hash(SplittableRandom random) {
    return "0x%016x%016x%016x%016x"
        .formatted(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  private static Optional<Row> row(Origin origin, BigInteger... words) {
    return Optional.of(new Row(List.of(words), origin));
  }

  private static BigInteger of(long word) {
    return BigInteger.valueOf(word);
  }

  /** A gateway's configuration for it. */
  static String yaml() {
    StringBuilder yaml =
        new StringBuilder(
            """
            http: { host: 127.0.0.1, port: 0 }
            grpc: { port: 0 }
            store: { path: ./data }
            chains:
              - { id: "%s", name: Scale, rpc: ["http://127.0.0.1:1"], stalled_after: 1d, native: { symbol: ETH, decimals: 18 } }
            protocols:
              - { family: aave-v3, chain: "%s", name: core, pool: "%s", configurator: "%s" }
            """
                .formatted(CHAIN.value(), CHAIN.value(), POOL, CONFIGURATOR));
    yaml.append("tokens:\n");
    for (int i = 0; i < ASSETS; i++) {
      yaml.append(
          "  - { chain: \"%s\", address: \"%s\", symbol: T%d }%n"
              .formatted(CHAIN.value(), asset(i), i));
    }
    yaml.append("prices:\n");
    for (int i = 0; i < ASSETS; i++) {
      yaml.append(
          "  - { underlying: \"%s\", chain: \"%s\", feed: \"%s\", heartbeat: 400d, max_pause: 400d }%n"
              .formatted(underlying(i), CHAIN.value(), feed(i)));
    }
    yaml.append("risk:\n  id: scale\n  version: 1\n  model: derive-pmrm2\n  underlyings:\n");
    for (int i = 0; i < ASSETS; i++) {
      yaml.append(
          "    - { underlying: \"%s\", source: bench, daily_volatility: 0.03, daily_volume: 100000000, half_spread: 0.0003, volatility: 0.6, rate: 0 }%n"
              .formatted(underlying(i)));
    }
    return yaml.toString();
  }

  static String underlying(int asset) {
    return "%s/erc20:%s".formatted(CHAIN.value(), asset(asset));
  }

  /** The market itself, its tokens and their prices, without accounts. */
  static SortedMap<RowKey, Optional<Row>> terms(BlockRef block) {
    Origin origin = Origin.read(block);
    BigInteger now = of(block.time().getEpochSecond());
    SortedMap<RowKey, Optional<Row>> rows = new TreeMap<>();
    for (int i = 0; i < ASSETS; i++) {
      String asset = asset(i);
      BigInteger word = new BigInteger(asset.substring(2), 16);
      rows.put(new RowKey(PREFIX + "token", ALL, carrier(i, false)), row(origin, of(0), word));
      rows.put(new RowKey(PREFIX + "token", ALL, carrier(i, true)), row(origin, KIND_DEBT, word));
      rows.put(
          new RowKey(PREFIX + "reserve", asset, ""),
          row(origin, RAY.divide(of(50)), RAY.divide(of(25)), RAY, RAY, now));
      rows.put(
          new RowKey(PREFIX + "terms", asset, ""),
          row(origin, of(BASIS_POINTS_THRESHOLD), of(BASIS_POINTS_BONUS)));
      rows.put(new RowKey("tokens/decimals", asset, ""), row(origin, of(18)));
      rows.put(new RowKey("chainlink/scale", feed(i), ""), row(origin, of(FEED_DECIMALS)));
      rows.putAll(price(block, i, 100));
    }
    return rows;
  }

  /** That an asset has a price, in whole dollars. */
  static SortedMap<RowKey, Optional<Row>> price(BlockRef block, int asset, long usd) {
    Origin origin = Origin.read(block);
    BigInteger now = of(block.time().getEpochSecond());
    SortedMap<RowKey, Optional<Row>> rows = new TreeMap<>();
    rows.put(
        new RowKey("chainlink/round", feed(asset), ""),
        row(origin, of(block.height()), of(usd).multiply(BigInteger.TEN.pow(FEED_DECIMALS)), now));
    rows.put(
        new RowKey("chainlink/good", feed(asset), ""),
        row(origin, of(usd), of(0), now, now, of(0)));
    return rows;
  }

  /** What an account holds. */
  void hold(int account, long height, SortedMap<RowKey, Optional<Row>> rows) {
    SplittableRandom random = new SplittableRandom(~(long) account);
    String address = account(account);
    int first = random.nextInt(ASSETS);
    for (int i = 0; i < positions; i++) {
      int asset = (first + i) % ASSETS;
      boolean isDebt = i % DEBTS_OF == DEBTS_OF - 1;
      Origin origin =
          new Origin(
              height - random.nextInt((int) Math.min(height, 1_000_000)),
              hash(random),
              Optional.of(new LogRef(hash(random), random.nextInt(300))));
      BigInteger units =
          UNIT.multiply(of(1 + random.nextInt(1_000))).add(of(random.nextLong() >>> 8));
      rows.put(
          new RowKey(PREFIX + "scaled", address, carrier(asset, isDebt)),
          row(origin, isDebt ? units.divide(of(10)) : units));
      if (!isDebt) {
        rows.put(
            new RowKey(PREFIX + "collateral", address, asset(asset)), row(origin, BigInteger.ONE));
      }
    }
  }
}
