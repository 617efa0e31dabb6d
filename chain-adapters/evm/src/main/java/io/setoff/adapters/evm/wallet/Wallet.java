package io.setoff.adapters.evm.wallet;

import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.abi.EvmAddress;
import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.evm.log.EvmLog;
import io.setoff.adapters.evm.protocol.EventFold;
import io.setoff.adapters.evm.protocol.EvmVenue;
import io.setoff.adapters.evm.protocol.TokenDirectory;
import io.setoff.adapters.evm.view.Doubts;
import io.setoff.adapters.evm.view.Readings;
import io.setoff.adapters.evm.view.ViewCheck;
import io.setoff.adapters.evm.view.ViewPlan;
import io.setoff.adapters.kernel.position.PositionBuilder;
import io.setoff.adapters.kernel.position.Token;
import io.setoff.adapters.kernel.spi.PositionSink;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.model.AccountId;
import io.setoff.model.AssetId;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.model.Gap;
import io.setoff.model.GapKind;
import io.setoff.model.PositionKind;
import io.setoff.model.VenueId;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Balances of tracked accounts.
 *
 * <p>No log tells a native balance, so it is read at every block. A token balance is read once,
 * when the account is first tracked, and folded from Transfer logs from then on: a token's whole
 * history is not needed, and an account without transfers costs nothing. WETH9's Deposit and
 * Withdrawal change balances without a Transfer.
 */
public final class Wallet implements EvmVenue {
  private static final String NATIVE = "wallet/native";
  private static final String TOKEN = "wallet/token";

  private final VenueId venue;
  private final TokenDirectory tokens;
  private final Token nativeCoin;
  private final EventFold events;

  /**
   * The wallets of one chain.
   *
   * @param nativeSymbol for display
   * @param nativeDecimals of the native coin
   * @param wrappedNative tokens that work like WETH9, canonical addresses
   */
  public Wallet(
      ChainId chain,
      TokenDirectory tokens,
      String nativeSymbol,
      int nativeDecimals,
      Set<String> wrappedNative) {
    this.venue = venueOf(chain);
    this.tokens = tokens;
    this.nativeCoin =
        new Token(AssetId.nativeCoin(chain), nativeSymbol, OptionalInt.of(nativeDecimals));
    Set<String> wrapped = Set.copyOf(wrappedNative);
    this.events =
        new EventFold()
            .on("Transfer(address,address,uint256)", Wallet::transfer)
            .on("Deposit(address,uint256)", (log, rows) -> wrap(wrapped, log, rows, 1))
            .on("Withdrawal(address,uint256)", (log, rows) -> wrap(wrapped, log, rows, -1));
  }

  /** The venue of everything that accounts hold themselves on {@code chain}. */
  public static VenueId venueOf(ChainId chain) {
    return new VenueId(chain, "wallet", "main");
  }

  @Override
  public VenueId venue() {
    return venue;
  }

  @Override
  public SortedSet<String> addresses(Rows rows) {
    return tokens.counted();
  }

  @Override
  public EventFold events() {
    return events;
  }

  /** Accounts whose balances have been read: no others are known. */
  @Override
  public Set<String> holderTables() {
    return Set.of(NATIVE);
  }

  private static void transfer(EvmLog log, RowEditor rows) {
    if (log.topics().size() != 3) {
      // An old or odd token indexes none of its arguments, or all: what it means is read.
      Doubts.raise(rows, log.address(), log.origin());
      return;
    }
    BigInteger value = log.data().word(0);
    change(log, log.topicAddress(0), value.negate(), rows);
    change(log, log.topicAddress(1), value, rows);
  }

  private static void wrap(Set<String> wrapped, EvmLog log, RowEditor rows, int sign) {
    if (wrapped.contains(log.address())) {
      BigInteger change = log.data().word(0).multiply(BigInteger.valueOf(sign));
      change(log, log.topicAddress(0), change, rows);
    }
  }

  /** Changes a balance that is known; the balance of an untracked account is read when needed. */
  private static void change(EvmLog log, String account, BigInteger change, RowEditor rows) {
    RowKey key = tokenKey(account, log.address());
    Optional<Row> row = rows.get(key);
    if (row.isPresent()) {
      rows.put(key, List.of(row.get().word(0).add(change)), log.origin());
    }
  }

  /** Whether the account's balances have been read. */
  public boolean isRead(String account, Rows rows) {
    return rows.get(nativeKey(account)).isPresent();
  }

  @Override
  public void refresh(SortedSet<String> tracked, RowEditor rows, ViewPlan plan) {
    SortedSet<String> moved = new TreeSet<>();
    for (String account : tracked) {
      plan.balance(nativeKey(account), account);
      for (String token : tokens.counted()) {
        RowKey key = tokenKey(account, token);
        Optional<Row> row = rows.get(key);
        EvmCall balance = EvmCall.of(token, "balanceOf(address)", account);
        if (Doubts.isDue(rows, token, account)) {
          plan.reread(key, balance, 1, Wallet::units, token, account);
          moved.add(token);
        } else if (row.isEmpty()) {
          plan.refresh(key, balance, 1, Wallet::units);
        } else if (row.get().origin().height() == plan.block().height()) {
          moved.add(token);
        }
      }
    }
    moved.forEach(token -> tokens.refresh(token, rows, plan));
  }

  @Override
  public void forget(String account, RowEditor rows) {
    Readings.forget(rows, nativeKey(account));
    Readings.forgetItems(rows, TOKEN, account);
  }

  private static Optional<List<BigInteger>> units(AbiWords words) {
    return Optional.of(List.of(words.word(0)));
  }

  @Override
  public List<ViewCheck> checks(String account, BlockRef block, Rows rows) {
    List<ViewCheck> checks = new ArrayList<>();
    for (String token : tokens.counted()) {
      Optional<Row> row = rows.get(tokenKey(account, token));
      row.ifPresent(
          known ->
              checks.add(
                  new ViewCheck(
                      venue,
                      tokens.token(token, rows).asset().value(),
                      "the balance of " + tokens.token(token, rows).symbol(),
                      EvmCall.of(token, "balanceOf(address)", account),
                      0,
                      known.word(0))));
      row.filter(known -> known.word(0).signum() != 0)
          .flatMap(known -> tokens.check(venue, token, rows))
          .ifPresent(checks::add);
    }
    return checks;
  }

  /** The coin of the chain. */
  public AssetId nativeCoin() {
    return nativeCoin.asset();
  }

  /** The native balance as last read; empty when it was not. */
  public Optional<BigInteger> nativeBalance(String account, Rows rows) {
    return rows.get(nativeKey(account)).map(row -> row.word(0));
  }

  /** The tokens whose balance is known and not zero, with it. */
  public SortedMap<String, BigInteger> tokenBalances(String account, Rows rows) {
    SortedMap<String, BigInteger> balances = new TreeMap<>();
    for (String token : tokens.counted()) {
      rows.get(tokenKey(account, token))
          .map(row -> row.word(0))
          .filter(balance -> balance.signum() != 0)
          .ifPresent(balance -> balances.put(token, balance));
    }
    return balances;
  }

  @Override
  public void read(AccountId account, BlockRef block, Rows rows, PositionSink out) {
    Optional<Row> wei = rows.get(nativeKey(account.address()));
    if (wei.isEmpty()) {
      out.gap(
          venue,
          new Gap(
              GapKind.UNREAD,
              account.toString(),
              "the balances of "
                  + EvmAddress.shortened(account.address())
                  + " were not read yet at block "
                  + block.height()));
      return;
    }
    readNative(account, wei.get(), rows, out);
    for (String address : tokens.counted()) {
      if (!tokens.isReceipt(address, rows)) {
        readToken(account, address, block, rows, out);
      }
    }
  }

  private void readNative(AccountId account, Row wei, Rows rows, PositionSink out) {
    OptionalLong failedSince = Readings.failedSince(rows, nativeKey(account.address()));
    if (wei.word(0).signum() > 0) {
      PositionBuilder position =
          new PositionBuilder(venue, account, "native", PositionKind.SPOT)
              .label(nativeCoin.symbol())
              .from(wei)
              .holds(nativeCoin, wei.word(0));
      failedSince.ifPresent(position::unknownSince);
      out.position(position.build());
    } else if (failedSince.isPresent()) {
      out.gap(
          venue,
          new Gap(
              GapKind.PARTIAL_READ,
              nativeCoin.asset().value(),
              "the balance of %s could not be read since block %d"
                  .formatted(nativeCoin.symbol(), failedSince.getAsLong())));
    }
  }

  private void readToken(
      AccountId account, String address, BlockRef block, Rows rows, PositionSink out) {
    RowKey key = tokenKey(account.address(), address);
    Token token = tokens.token(address, rows);
    Optional<Row> row = rows.get(key);
    OptionalLong failedSince = Readings.failedSince(rows, key);
    if (row.isEmpty()) {
      out.gap(
          venue,
          new Gap(
              failedSince.isPresent() ? GapKind.PARTIAL_READ : GapKind.UNREAD,
              token.asset().value(),
              "the balance of " + token.symbol() + " could not be read"));
    } else if (row.get().word(0).signum() > 0) {
      PositionBuilder position =
          new PositionBuilder(venue, account, address, PositionKind.SPOT)
              .label(token.symbol())
              .from(row.get())
              .holds(token, row.get().word(0));
      failedSince.ifPresent(position::unknownSince);
      tokens
          .change(address, block, rows)
          .ifPresent(text -> position.gap(GapKind.MISMATCH, token.asset().value(), text));
      out.position(position.build());
    } else if (row.get().word(0).signum() < 0) {
      out.gap(
          venue,
          new Gap(
              GapKind.PARTIAL_READ,
              token.asset().value(),
              token.symbol() + " logged more going out than the account had"));
    }
  }

  private static RowKey nativeKey(String account) {
    return new RowKey(NATIVE, account, "");
  }

  private static RowKey tokenKey(String account, String token) {
    return new RowKey(TOKEN, account, token);
  }
}
