package io.setoff.adapters.evm.protocol;

import io.setoff.adapters.evm.abi.EvmAddress;
import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.evm.view.ViewPlan;
import io.setoff.adapters.kernel.position.Token;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.model.AssetId;
import io.setoff.model.ChainId;
import io.setoff.model.Origin;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private static final String MET = "tokens/met";
  private static final String DECIMALS = "tokens/decimals";
  private static final String RECEIPTS = "tokens/receipts";
  private static final String ALL = "all";
  private static final BigInteger MAX_DECIMALS = BigInteger.valueOf(255);

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

  /** The token as far as {@code rows} know it. */
  public Token token(String address, Rows rows) {
    OptionalInt decimals =
        rows.get(decimalsKey(address)).stream()
            .mapToInt(row -> row.word(0).intValueExact())
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
    SortedSet<String> wanted = configured();
    wanted.addAll(rows.items(MET, ALL).keySet());
    wanted.forEach(address -> discover(address, rows, plan));
  }

  /** Plans to read the decimals of a token that a protocol knows of, and no log names. */
  public void discover(String address, Rows rows, ViewPlan plan) {
    plan.discover(
        rows,
        decimalsKey(address),
        EvmCall.of(address, "decimals()"),
        1,
        words ->
            Optional.of(words.word(0))
                .filter(decimals -> decimals.compareTo(MAX_DECIMALS) <= 0)
                .map(List::of));
  }

  private static RowKey decimalsKey(String address) {
    return new RowKey(DECIMALS, address, "");
  }
}
