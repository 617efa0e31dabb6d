package io.setoff.adapters.evm;

import io.setoff.adapters.evm.ViewPlan.Answer;
import io.setoff.adapters.kernel.RowEditor;
import io.setoff.adapters.kernel.Token;
import io.setoff.model.AssetId;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.model.Origin;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decimals of every token that is configured or met in a protocol, as the token itself tells. They
 * are never assumed.
 */
public final class TokenDirectory implements EvmProtocol {
  private static final String TABLE = "tokens";
  private static final String RECEIPTS = "tokens/receipts";
  private static final String ALL = "all";
  private static final BigInteger NOT_READ = BigInteger.ONE.negate();
  private static final BigInteger UNKNOWN = BigInteger.TWO.negate();

  private final ChainId chain;
  private final SortedMap<String, String> symbols;
  private final EventFold events = new EventFold();

  /**
   * A directory of one chain's tokens.
   *
   * @param symbols of the configured tokens, by canonical address
   */
  public TokenDirectory(ChainId chain, Map<String, String> symbols) {
    this.chain = chain;
    this.symbols = Collections.unmodifiableSortedMap(new TreeMap<>(symbols));
  }

  /** Makes a token known that a protocol has met. */
  public void met(String address, Origin origin, RowEditor rows) {
    if (rows.get(key(address)).isEmpty()) {
      rows.put(key(address), List.of(NOT_READ), origin);
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

  /** The token as far as {@code rows} know it. */
  public Token token(String address, Rows rows) {
    OptionalInt decimals =
        rows.get(key(address)).stream()
            .map(row -> row.word(0))
            .filter(word -> word.signum() >= 0)
            .mapToInt(BigInteger::intValueExact)
            .findFirst();
    String symbol = symbols.getOrDefault(address, EvmAddress.shortened(address));
    return new Token(AssetId.erc20(chain, address), symbol, decimals);
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
    SortedMap<String, Row> known = rows.items(TABLE, ALL);
    SortedSet<String> wanted = configured();
    wanted.removeAll(known.keySet());
    known.forEach(
        (address, row) -> {
          if (row.word(0).equals(NOT_READ)) {
            wanted.add(address);
          }
        });
    for (String address : wanted) {
      plan.call(
          EvmCall.of(address, "decimals()"),
          1,
          (answer, block, editor) -> decimals(address, answer, block, editor));
    }
  }

  private static void decimals(String address, Answer answer, BlockRef block, RowEditor rows) {
    BigInteger decimals =
        switch (answer) {
          case Answer.Ok ok when ok.words().word(0).bitLength() <= 8 -> ok.words().word(0);
          case Answer.Ok _, Answer.Refused _ -> UNKNOWN;
        };
    rows.put(key(address), List.of(decimals), Origin.read(block));
  }

  private static RowKey key(String address) {
    return new RowKey(TABLE, ALL, address);
  }
}
