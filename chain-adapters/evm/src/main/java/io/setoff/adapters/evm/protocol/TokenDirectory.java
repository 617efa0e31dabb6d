package io.setoff.adapters.evm.protocol;

import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.abi.EvmAddress;
import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.evm.log.EvmLog;
import io.setoff.adapters.evm.view.Doubts;
import io.setoff.adapters.evm.view.ViewCheck;
import io.setoff.adapters.evm.view.ViewPlan;
import io.setoff.adapters.kernel.position.Token;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.model.AssetId;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.model.Origin;
import io.setoff.model.VenueId;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decimals of every token that is configured or met in a protocol, as the token itself tells. They
 * are never assumed.
 */
public final class TokenDirectory implements EvmProtocol {
  private static final String MET = "tokens/met";
  private static final String DECIMALS = "tokens/decimals";
  private static final String RECEIPTS = "tokens/receipts";
  private static final String CHANGED = "tokens/changed";
  private static final String ALL = "all";
  private static final BigInteger MAX_DECIMALS = BigInteger.valueOf(255);

  /** A change of decimals is said with every balance for so long. */
  private static final Duration SAID_FOR = Duration.ofDays(1);

  private static final System.Logger LOG = System.getLogger(TokenDirectory.class.getName());

  private final ChainId chain;
  private final SortedMap<String, String> symbols;
  private final Set<String> faces;
  private final EventFold events =
      new EventFold().on("Upgraded(address)", (log, rows) -> upgraded(log, rows));

  /**
   * A directory of one chain's tokens.
   *
   * @param symbols of the configured tokens, by canonical address
   */
  public TokenDirectory(ChainId chain, Map<String, String> symbols) {
    this(chain, symbols, Set.of());
  }

  /**
   * The same.
   *
   * @param faces those of them that show the balances of the coin or of another token
   */
  public TokenDirectory(ChainId chain, Map<String, String> symbols, Set<String> faces) {
    this.chain = chain;
    this.faces = Set.copyOf(faces);
    this.symbols = Collections.unmodifiableSortedMap(new TreeMap<>(symbols));
  }

  /** Makes a token known that a protocol has met. */
  public void met(String address, Origin origin, RowEditor rows) {
    RowKey key = new RowKey(MET, ALL, address);
    if (rows.get(key).isEmpty()) {
      rows.put(key, List.of(), origin);
    }
  }

  /** Marks a protocol's receipt token, so that a wallet does not count its balance again. */
  public void receipt(String address, Origin origin, RowEditor rows) {
    rows.put(new RowKey(RECEIPTS, ALL, address), List.of(), origin);
  }

  public boolean isReceipt(String address, Rows rows) {
    return rows.get(new RowKey(RECEIPTS, ALL, address)).isPresent();
  }

  /** Canonical addresses of the configured tokens. */
  public SortedSet<String> configured() {
    return new TreeSet<>(symbols.keySet());
  }

  /** Those of them whose balances count in a wallet: the others are faces of these or the coin. */
  public SortedSet<String> counted() {
    SortedSet<String> counted = configured();
    counted.removeAll(faces);
    return counted;
  }

  /** The token as far as {@code rows} know it. */
  public Token token(String address, Rows rows) {
    OptionalInt decimals =
        rows.get(decimalsKey(address)).stream()
            .mapToInt(row -> row.word(0).intValueExact())
            .findFirst();
    String symbol = symbols.getOrDefault(address, EvmAddress.shortened(address));
    return new Token(AssetId.erc20(chain, address), symbol, decimals);
  }

  /** A new implementation may count in other units, without a Transfer. */
  private static void upgraded(EvmLog log, RowEditor rows) {
    Doubts.raise(rows, log.address(), log.origin());
  }

  @Override
  public SortedSet<String> addresses(Rows rows) {
    return configured();
  }

  @Override
  public EventFold events() {
    return events;
  }

  @Override
  public void discover(Rows rows, ViewPlan plan) {
    SortedSet<String> wanted = configured();
    wanted.addAll(rows.items(MET, ALL).keySet());
    wanted.forEach(address -> discover(address, rows, plan));
  }

  /** Plans to read the decimals of a token that a protocol knows of, and no log names. */
  public void discover(String address, Rows rows, ViewPlan plan) {
    plan.discover(rows, decimalsKey(address), decimals(address), 1, TokenDirectory::plausible);
  }

  /** Plans to read the decimals of a configured token again, where they may have changed. */
  public void refresh(String address, RowEditor rows, ViewPlan plan) {
    plan.refresh(
        decimalsKey(address),
        decimals(address),
        1,
        words -> {
          Optional<List<BigInteger>> now = plausible(words);
          Optional<Row> before = rows.get(decimalsKey(address));
          if (now.isPresent() && before.isPresent() && !before.get().words().equals(now.get())) {
            changed(address, before.get().word(0), now.get().get(0), rows, plan.block());
          }
          return now;
        });
  }

  private void changed(
      String address, BigInteger before, BigInteger now, RowEditor rows, BlockRef block) {
    rows.put(
        new RowKey(CHANGED, ALL, address),
        List.of(
            before,
            now,
            BigInteger.valueOf(block.height()),
            BigInteger.valueOf(block.time().getEpochSecond())),
        Origin.read(block));
    LOG.log(
        System.Logger.Level.WARNING,
        "%s %s told %s decimals and tells %s since block %d"
            .formatted(chain, address, before, now, block.height()));
  }

  /** That a token's decimals have changed of late, as a sentence. */
  public Optional<String> change(String address, BlockRef block, Rows rows) {
    return rows.get(new RowKey(CHANGED, ALL, address))
        .filter(
            row ->
                block.time().getEpochSecond() - row.word(3).longValueExact() < SAID_FOR.toSeconds())
        .map(
            row ->
                "%s told %s decimals before block %s and tells %s since"
                    .formatted(
                        token(address, rows).symbol(), row.word(0), row.word(2), row.word(1)));
  }

  /** What the token itself has to tell, when it is known. */
  public Optional<ViewCheck> check(VenueId venue, String address, Rows rows) {
    return rows.get(decimalsKey(address))
        .map(
            row ->
                new ViewCheck(
                    venue,
                    AssetId.erc20(chain, address).value(),
                    "the decimals of " + token(address, rows).symbol(),
                    decimals(address),
                    0,
                    row.word(0)));
  }

  private static EvmCall decimals(String address) {
    return EvmCall.of(address, "decimals()");
  }

  private static Optional<List<BigInteger>> plausible(AbiWords words) {
    return Optional.of(words.word(0))
        .filter(decimals -> decimals.compareTo(MAX_DECIMALS) <= 0)
        .map(List::of);
  }

  private static RowKey decimalsKey(String address) {
    return new RowKey(DECIMALS, address, "");
  }
}
