package io.setoff.gateway.totals;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.kernel.position.PositionBuilder;
import io.setoff.adapters.kernel.position.Token;
import io.setoff.adapters.kernel.spi.PositionReader;
import io.setoff.adapters.kernel.spi.PositionSink;
import io.setoff.model.AccountId;
import io.setoff.model.AssetId;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.model.Detail;
import io.setoff.model.Gap;
import io.setoff.model.Leg;
import io.setoff.model.Origin;
import io.setoff.model.Position;
import io.setoff.model.PositionKind;
import io.setoff.model.VenueId;
import io.setoff.store.ChainCursor;
import io.setoff.store.ChainReplica;
import io.setoff.store.ChainReplica.State;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import io.setoff.store.Unit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class VenueHoldersTest {
  private static final ChainId CHAIN = ChainId.evm(1);
  private static final BigInteger RAY = BigInteger.TEN.pow(27);
  private static final String ACCOUNTS = "scaled";
  private static final String MARKET = "market";
  private static final String INDEX = "index";
  private static final String TOKEN = "0x" + "a".repeat(40);
  private static final int MANY = 10_000;

  /** A market with one asset, whose terms are a row and whose index is another. */
  private static final class Market implements PositionReader {
    @Override
    public VenueId venue() {
      return new VenueId(CHAIN, "lending", "core");
    }

    @Override
    public Set<String> holderTables() {
      return Set.of(ACCOUNTS);
    }

    @Override
    public Set<String> indexTables() {
      return Set.of(INDEX);
    }

    @Override
    public void read(AccountId account, BlockRef block, Rows rows, PositionSink out) {
      BigInteger index = rows.get(new RowKey(INDEX, TOKEN, "")).orElseThrow().word(0);
      BigDecimal threshold =
          new BigDecimal(rows.get(new RowKey(MARKET, TOKEN, "")).orElseThrow().word(0), 2);
      rows.items(ACCOUNTS, account.address())
          .forEach(
              (carrier, row) ->
                  out.position(
                      new PositionBuilder(venue(), account, carrier, PositionKind.LEND)
                          .from(row)
                          .supplied(
                              new Token(AssetId.erc20(CHAIN, TOKEN), "TKN", OptionalInt.of(18)),
                              row.word(0).multiply(index).divide(RAY),
                              true)
                          .detail(
                              new Detail.Lend(
                                  AssetId.erc20(CHAIN, TOKEN),
                                  row.word(0),
                                  index,
                                  false,
                                  threshold,
                                  BigDecimal.ZERO))
                          .build()));
    }
  }

  private final ChainReplica replica = new ChainReplica();
  private long height;

  private static String address(int account) {
    return "0x%040x".formatted(account);
  }

  private static String hash(long height) {
    return "0x%d".formatted(height);
  }

  private State next(Map<RowKey, Optional<Row>> changes) {
    BlockRef block = new BlockRef(++height, hash(height), hash(height - 1), Instant.EPOCH);
    BlockRef base = new BlockRef(1, "0x1", "0x0", Instant.EPOCH);
    ChainCursor cursor = new ChainCursor(height, block, base, 0, 0, 0);
    replica.apply(cursor, Optional.empty(), List.of(new Unit(block, true, new TreeMap<>(changes))));
    return replica.states().getLast();
  }

  private static Optional<Row> row(long word) {
    return row(BigInteger.valueOf(word));
  }

  private static Optional<Row> row(BigInteger word) {
    return Optional.of(new Row(List.of(word), new Origin(1, "0x1", Optional.empty())));
  }

  private static RowKey scaled(int account) {
    return new RowKey(ACCOUNTS, address(account), TOKEN);
  }

  private State begin(int accounts) {
    SortedMap<RowKey, Optional<Row>> rows = new TreeMap<>();
    rows.put(new RowKey(INDEX, TOKEN, ""), row(RAY));
    rows.put(new RowKey(MARKET, TOKEN, ""), row(80));
    for (int i = 0; i < accounts; i++) {
      rows.put(scaled(i), row(1_000_000 + i));
    }
    return next(rows);
  }

  @Test
  void ofManyAccountsThoseAloneAreReadThatHaveChanged() {
    VenueHolders holders = new VenueHolders(new Market());
    assertThat(holders.at(begin(MANY))).hasSize(MANY);
    assertThat(holders.reads()).isEqualTo(MANY);
    holders.at(next(Map.of(scaled(7), row(5), scaled(MANY), row(6), scaled(8), Optional.empty())));
    assertThat(holders.reads()).isEqualTo(MANY + 2);
  }

  @Test
  void anIndexThatMovesMovesEverybodyWithoutAReadOfEach() {
    VenueHolders holders = new VenueHolders(new Market());
    begin(100);
    holders.at(replica.states().getLast());
    State later = next(Map.of(new RowKey(INDEX, TOKEN, ""), row(RAY.multiply(BigInteger.TWO))));
    SortedMap<String, Held> now = holders.at(later);
    assertThat(holders.reads()).isEqualTo(100);
    VenueHolders.Indexes indexes = holders.new Indexes(later);
    assertThat(units(now, indexes, 42)).isEqualByComparingTo("2000084e-18");
  }

  @Test
  void termsThatChangeHaveEverybodyRead() {
    VenueHolders holders = new VenueHolders(new Market());
    holders.at(begin(100));
    holders.at(next(Map.of(new RowKey(MARKET, TOKEN, ""), row(70))));
    assertThat(holders.reads()).isEqualTo(200);
  }

  private static BigDecimal units(
      SortedMap<String, Held> held, VenueHolders.Indexes indexes, int account) {
    Held one = Optional.ofNullable(held.get(address(account))).orElseThrow();
    Claim.Lent lent = (Claim.Lent) one.claims().getFirst();
    return lent.units(indexes.of(lent.carrier(), address(account)));
  }

  /** Whatever changes, and in whichever order states are asked about. */
  @RepeatedTest(40)
  void whatIsKeptIsWhatIsReadAfresh(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<State> states = new ArrayList<>(List.of(begin(8)));
    for (int i = 0; i < 12; i++) {
      SortedMap<RowKey, Optional<Row>> changes = new TreeMap<>();
      for (int k = random.nextInt(4); k > 0; k--) {
        changes.put(
            scaled(random.nextInt(12)),
            random.nextInt(4) == 0 ? Optional.empty() : row(random.nextInt(1_000_000)));
      }
      if (random.nextInt(3) == 0) {
        changes.put(
            new RowKey(INDEX, TOKEN, ""),
            row(RAY.add(BigInteger.valueOf(random.nextLong() >>> 8))));
      }
      if (random.nextInt(5) == 0) {
        changes.put(new RowKey(MARKET, TOKEN, ""), row(random.nextInt(100)));
      }
      states.add(next(changes));
    }
    VenueHolders kept = new VenueHolders(new Market());
    for (int i = 0; i < 20; i++) {
      State state = states.get(random.nextInt(states.size()));
      assertThat(amounts(kept, state)).isEqualTo(amounts(new VenueHolders(new Market()), state));
      assertThat(amounts(kept, state)).isEqualTo(read(state));
    }
  }

  private static SortedMap<String, String> amounts(VenueHolders holders, State state) {
    SortedMap<String, Held> held = holders.at(state);
    VenueHolders.Indexes indexes = holders.new Indexes(state);
    SortedMap<String, String> amounts = new TreeMap<>();
    held.forEach(
        (address, one) -> {
          Claim.Lent lent = (Claim.Lent) one.claims().getFirst();
          amounts.put(
              address,
              "%s %s"
                  .formatted(
                      lent.threshold(),
                      lent.scaled().multiply(indexes.of(lent.carrier(), address))));
        });
    return amounts;
  }

  /** As the reader has it, whoever asks. */
  private static SortedMap<String, String> read(State state) {
    SortedMap<String, String> amounts = new TreeMap<>();
    for (String address : state.rows().entities(ACCOUNTS)) {
      new Market()
          .read(
              new AccountId(CHAIN, address),
              state.block(),
              state.rows(),
              new PositionSink() {
                @Override
                public void position(Position position) {
                  Detail.Lend lend = (Detail.Lend) position.detail();
                  Leg leg = position.legs().getFirst();
                  assertThat(leg.countsAsCollateral()).isTrue();
                  amounts.put(
                      address,
                      "%s %s"
                          .formatted(
                              lend.liquidationThreshold(),
                              lend.scaledUnits().multiply(lend.indexRay())));
                }

                @Override
                public void gap(VenueId venue, Gap gap) {
                  throw new IllegalStateException(gap.detail());
                }
              });
    }
    return amounts;
  }
}
