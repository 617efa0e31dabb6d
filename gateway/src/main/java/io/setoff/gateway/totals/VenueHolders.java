package io.setoff.gateway.totals;

import io.setoff.adapters.kernel.spi.PositionReader;
import io.setoff.adapters.kernel.spi.PositionSink;
import io.setoff.model.AccountId;
import io.setoff.model.AssetId;
import io.setoff.model.Detail;
import io.setoff.model.Gap;
import io.setoff.model.GapKind;
import io.setoff.model.Position;
import io.setoff.model.VenueId;
import io.setoff.store.ChainReplica.State;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everybody who holds something at a venue, in one state after the other. An account is read again
 * when rows that it was read from have changed. Not thread-safe.
 */
final class VenueHolders {
  private final PositionReader reader;
  private SortedMap<String, Held> holders = new TreeMap<>();
  private long reads;

  VenueHolders(PositionReader reader) {
    this.reader = reader;
  }

  VenueId venue() {
    return reader.venue();
  }

  /** Accounts that were read since the beginning. */
  long reads() {
    return reads;
  }

  /** The accounts in a state, by address. */
  SortedMap<String, Held> at(State state) {
    ReadRows rows = new ReadRows(state.rows(), reader.indexTables());
    SortedMap<String, Held> now = new TreeMap<>();
    for (String table : reader.holderTables()) {
      for (String address : state.rows().entities(table)) {
        if (!now.containsKey(address)) {
          Held before = holders.get(address);
          now.put(
              address,
              before != null && before.holds(state.rows()) ? before : read(address, state, rows));
        }
      }
    }
    holders = now;
    return now;
  }

  private Held read(String address, State state, ReadRows rows) {
    reads++;
    Found found = new Found();
    AccountId account = new AccountId(venue().chain(), address);
    reader.read(account, state.block(), rows, found);
    List<Claim> claims = new ArrayList<>();
    for (Position position : found.positions) {
      claims.add(Claim.Lent.of(position).orElse(new Claim.Whole(position)));
    }
    found.gaps.removeIf(gap -> isOfNoMatter(gap, account, found.positions));
    return new Held(rows.taken(), claims, found.gaps);
  }

  /** The health of a lending account is worked out here: it need not be read. */
  private static boolean isOfNoMatter(Gap gap, AccountId account, List<Position> positions) {
    return gap.kind() == GapKind.UNREAD
        && gap.subject().equals(account.toString())
        && !positions.isEmpty()
        && positions.stream().allMatch(each -> each.detail() instanceof Detail.Lend);
  }

  /** Interest indexes of this venue at a state; see {@link Detail.Lend#indexRay}. */
  final class Indexes {
    private final State state;
    private final Map<AssetId, BigInteger> indexes = new HashMap<>();

    Indexes(State state) {
      this.state = state;
    }

    /**
     * The index of a carrier.
     *
     * @param address an account that holds something by it
     */
    BigInteger of(AssetId carrier, String address) {
      BigInteger known = indexes.get(carrier);
      if (known != null) {
        return known;
      }
      Found found = new Found();
      reader.read(new AccountId(venue().chain(), address), state.block(), state.rows(), found);
      for (Position position : found.positions) {
        if (position.detail() instanceof Detail.Lend lend && !lend.stableRate()) {
          indexes.put(lend.token(), lend.indexRay());
        }
      }
      BigInteger index = indexes.get(carrier);
      if (index == null) {
        throw new IllegalStateException(carrier + " has a holder and no index");
      }
      return index;
    }
  }

  /** What a reader finds. */
  private static final class Found implements PositionSink {
    private final List<Position> positions = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();

    @Override
    public void position(Position position) {
      positions.add(position);
    }

    @Override
    public void gap(VenueId venue, Gap gap) {
      gaps.add(gap);
    }
  }
}
