package io.setoff.store;

import io.setoff.model.AccountId;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.model.Origin;
import io.setoff.store.StoreReport.Fault;
import io.setoff.store.StoredValue.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether what is stored can be read and is one state: each value decodes, blocks that can be
 * undone follow each other from the base to the head, and nothing is of a block that is not held.
 */
final class StoreCheck implements StoredValues.Visitor {
  private final List<StoreReport.Chain> chains = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private long faultCount;
  private Optional<ChainCheck> current = Optional.empty();

  /** Checks a whole store; what is told on the way is told to {@code also} as well. */
  static StoreReport of(StoredValues values, StoredValues.Visitor also) {
    StoreCheck check = new StoreCheck();
    StoredValues.Visitor both = both(check, also);
    values.tellDamage(both);
    for (ChainId chain : values.chains()) {
      check.begin(chain);
      values.tell(chain, both);
    }
    return check.report();
  }

  private static StoredValues.Visitor both(StoreCheck check, StoredValues.Visitor also) {
    return new StoredValues.Visitor() {
      @Override
      public void value(StoredValue value) {
        check.value(value);
        also.value(value);
      }

      @Override
      public void unreadable(String chain, String key, String why) {
        check.unreadable(chain, key, why);
        also.unreadable(chain, key, why);
      }
    };
  }

  /** What follows is this chain's. */
  void begin(ChainId chain) {
    current.ifPresent(ChainCheck::end);
    current = Optional.of(new ChainCheck(chain));
  }

  @Override
  public void value(StoredValue value) {
    ChainCheck chain = current.filter(check -> check.chain.equals(value.chain())).orElseThrow();
    try {
      chain.check(value);
    } catch (StoreException | IllegalArgumentException e) {
      chain.fault(value.name(), String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void unreadable(String chain, String key, String why) {
    faultCount++;
    if (faults.size() < StoreReport.FAULTS_NAMED) {
      faults.add(new Fault(chain, key, why));
    }
  }

  /** What was found; nothing may follow. */
  StoreReport report() {
    current.ifPresent(ChainCheck::end);
    current = Optional.empty();
    return new StoreReport(chains, faults, faultCount);
  }

  private final class ChainCheck {
    private final ChainId chain;
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final SortedMap<Long, BlockRef> journal = new TreeMap<>();
    private final TreeMap<String, TreeSet<Long>> named = new TreeMap<>();
    private Optional<ChainCursor> cursor = Optional.empty();
    private boolean joined;

    ChainCheck(ChainId chain) {
      this.chain = chain;
    }

    private void fault(String key, String text) {
      unreadable(chain.value(), key, text);
    }

    private void check(StoredValue value) {
      counts.merge(value.kind(), 1L, Long::sum);
      if (value.kind() != Kind.CURSOR && value.kind() != Kind.JOURNAL) {
        join();
      }
      switch (value.kind()) {
        case CURSOR -> checkCursor(Codec.decodeCursor(value.bytes()));
        case JOURNAL -> checkJournal(value, Codec.decodeJournalEntry(value.bytes()));
        case ROW -> checkRow(value, Codec.decodeRow(value.bytes()).origin());
        case ACCOUNT -> checkNamed(value);
        case TRACKED -> checkTracked(value);
        case QUARANTINED -> checkMark(value);
      }
    }

    private void checkCursor(ChainCursor found) {
      cursor = Optional.of(found);
      long head = found.head().height();
      if (found.base().height() > head
          || found.safeHeight() > head
          || found.finalizedHeight() > head) {
        fault("cursor", "its base, safe or finalized block is above its head, block " + head);
      }
    }

    private void checkJournal(StoredValue value, JournalEntry entry) {
      if (entry.block().height() != value.height()) {
        fault(value.name(), "undoes block " + entry.block().height());
      }
      journal.put(value.height(), entry.block());
      for (String address : entry.accounts()) {
        named.computeIfAbsent(address, _ -> new TreeSet<>()).add(value.height());
      }
    }

    /** The blocks that can be undone lead from the base to the head. */
    private void join() {
      if (joined) {
        return;
      }
      joined = true;
      if (cursor.isEmpty()) {
        return;
      }
      BlockRef last = cursor.get().base();
      for (BlockRef block : journal.values()) {
        if (!block.parentHash().equals(last.hash())) {
          fault(
              "journal " + block.height(),
              "does not follow block %d, %s".formatted(last.height(), last.hash()));
        }
        last = block;
      }
      BlockRef head = cursor.get().head();
      if (!last.hash().equals(head.hash())) {
        fault(
            "cursor",
            "its head, block %d, is not the last one that can be undone, %d"
                .formatted(head.height(), last.height()));
      }
    }

    private void checkRow(StoredValue value, Origin origin) {
      if (cursor.isEmpty()) {
        return;
      }
      long height = origin.height();
      if (height > cursor.get().head().height()) {
        fault(value.name(), "is of block " + height + ", above the head");
      } else if (height > cursor.get().base().height()
          && Optional.ofNullable(journal.get(height))
              .filter(block -> block.hash().equals(origin.blockHash()))
              .isEmpty()) {
        fault(value.name(), "is of another block %d than the stored one".formatted(height));
      }
    }

    private void checkNamed(StoredValue value) {
      List<Long> heights = new ArrayList<>(List.of(value.height()));
      heights.addAll(Codec.decodeHeights(value.bytes()));
      long head = cursor.map(at -> at.head().height()).orElse(Long.MAX_VALUE);
      long last = Long.MIN_VALUE;
      for (long height : heights) {
        if (height <= last || height > head) {
          fault(value.name(), "block %d is out of order or above the head".formatted(height));
        }
        last = height;
      }
      Optional.ofNullable(named.get(value.key().getFirst()))
          .ifPresent(expected -> expected.removeAll(heights));
    }

    private void checkTracked(StoredValue value) {
      var _ = new AccountId(chain, value.key().getFirst());
      if (!Arrays.equals(value.bytes(), StoredValue.WANTED)
          && !Arrays.equals(value.bytes(), StoredValue.LEAVING)) {
        fault(value.name(), "is neither tracked nor leaving");
      }
    }

    private void checkMark(StoredValue value) {
      var _ = new AccountId(chain, value.key().getFirst());
      if (Quarantine.decoded(new String(value.bytes(), StandardCharsets.UTF_8)).isEmpty()) {
        fault(value.name(), "does not say what differs");
      }
    }

    private long count(Kind kind) {
      return counts.getOrDefault(kind, 0L);
    }

    private void end() {
      join();
      long stateless = count(Kind.JOURNAL) + count(Kind.ROW) + count(Kind.ACCOUNT);
      if (count(Kind.CURSOR) == 0 && stateless > 0) {
        fault("cursor", "is missing, and there are %,d values of the chain".formatted(stateless));
      }
      named.forEach(
          (address, heights) ->
              heights.forEach(
                  height ->
                      fault(
                          "journal " + height,
                          "names %s, whose index does not have it".formatted(address))));
      chains.add(
          new StoreReport.Chain(
              chain,
              cursor.map(ChainCursor::head),
              cursor.map(ChainCursor::base),
              count(Kind.JOURNAL),
              count(Kind.ROW),
              count(Kind.ACCOUNT),
              count(Kind.TRACKED),
              count(Kind.QUARANTINED)));
    }
  }
}
