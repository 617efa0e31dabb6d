package io.setoff.risk.book;

import io.setoff.risk.input.Require;
import java.util.Arrays;

/**
 * Positions of many accounts. A position is an index of an instrument, the same for all accounts,
 * and a signed quantity; positions that offset each other stand together in a netting set, netting
 * sets in an account. 12 bytes a position.
 *
 * <p>Quantities may be changed, which positions there are may not: a position that may come is one
 * of quantity 0. Not safe for threads while a quantity is being changed.
 */
public final class PositionBook {
  private final int instrumentCount;
  private final int[] instruments;
  private final double[] quantities;

  /** First position of each netting set, and the number of positions. */
  private final int[] firstPositions;

  /** First netting set of each account, and the number of netting sets. */
  private final int[] firstSets;

  private PositionBook(
      int instrumentCount,
      int[] instruments,
      double[] quantities,
      int[] firstPositions,
      int[] firstSets) {
    this.instrumentCount = instrumentCount;
    this.instruments = instruments;
    this.quantities = quantities;
    this.firstPositions = firstPositions;
    this.firstSets = firstSets;
  }

  public static Builder builder() {
    return new Builder();
  }

  public int accounts() {
    return firstSets.length - 1;
  }

  public int positions() {
    return instruments.length;
  }

  /** More than the index of any instrument. */
  public int instruments() {
    return instrumentCount;
  }

  public int instrument(int position) {
    return instruments[position];
  }

  /** Signed number of units: long positive, short negative. */
  public double quantity(int position) {
    return quantities[position];
  }

  /** Changes a quantity; every {@link BookMargin} of this book wants to know. */
  public void quantity(int position, double quantity) {
    quantities[position] = Require.finite("quantity", quantity);
  }

  /** The account that has a position. */
  public int accountOf(int position) {
    return indexOf(setOf(position), firstSets);
  }

  int sets() {
    return firstPositions.length - 1;
  }

  int setOf(int position) {
    return indexOf(position, firstPositions);
  }

  int firstSet(int account) {
    return firstSets[account];
  }

  int firstPosition(int set) {
    return firstPositions[set];
  }

  /** The range that holds {@code index}: the last that begins at or before it. */
  private static int indexOf(int index, int[] firsts) {
    int low = 0;
    int high = firsts.length;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (firsts[middle] <= index) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Collects positions: begin an account, begin a netting set in it, add its positions. */
  public static final class Builder {
    private static final int SMALLEST = 16;

    private int instrumentCount;
    private int[] instruments = new int[SMALLEST];
    private double[] quantities = new double[SMALLEST];
    private int[] firstPositions = new int[SMALLEST];
    private int[] firstSets = new int[SMALLEST];
    private int positions;
    private int sets;
    private int accounts;

    private Builder() {}

    /** Begins an account; its index. */
    public int account() {
      firstSets = withRoom(firstSets, accounts);
      firstSets[accounts] = sets;
      return accounts++;
    }

    /** Begins a netting set of the account that was begun last. */
    public Builder nettingSet() {
      if (accounts == 0) {
        throw new IllegalStateException("a netting set belongs to an account");
      }
      firstPositions = withRoom(firstPositions, sets);
      firstPositions[sets++] = positions;
      return this;
    }

    /** Adds a position to the netting set that was begun last; its index. */
    public int position(int instrument, double quantity) {
      if (accounts == 0 || firstSets[accounts - 1] == sets) {
        throw new IllegalStateException("a position belongs to a netting set of its account");
      }
      if (positions == instruments.length) {
        instruments = Arrays.copyOf(instruments, larger(positions));
        quantities = Arrays.copyOf(quantities, larger(positions));
      }
      Require.that(instrument >= 0, "instrument", "must not be negative");
      instrumentCount = Math.max(instrumentCount, instrument + 1);
      instruments[positions] = instrument;
      quantities[positions] = Require.finite("quantity", quantity);
      return positions++;
    }

    public PositionBook build() {
      return new PositionBook(
          instrumentCount,
          Arrays.copyOf(instruments, positions),
          Arrays.copyOf(quantities, positions),
          ended(firstPositions, sets, positions),
          ended(firstSets, accounts, sets));
    }

    private static int[] ended(int[] firsts, int count, int end) {
      int[] ended = Arrays.copyOf(firsts, count + 1);
      ended[count] = end;
      return ended;
    }

    private static int[] withRoom(int[] values, int count) {
      return count < values.length ? values : Arrays.copyOf(values, larger(count));
    }

    private static int larger(int size) {
      return Math.addExact(size, Math.max(SMALLEST, size >> 1));
    }
  }
}
