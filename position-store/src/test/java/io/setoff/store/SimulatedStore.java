package io.setoff.store;

import io.setoff.model.AccountId;
import io.setoff.model.ChainId;
import io.setoff.store.ApplyResult.Fenced;
import io.setoff.store.ApplyResult.Mismatch;
import io.setoff.store.ChainState.Kept;
import io.setoff.store.MemoryPositionStore.Content;
import io.setoff.store.SimulatedMedium.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** One process' store on a {@link SimulatedMedium}. */
final class SimulatedStore extends JournaledStore {
  private final SimulatedMedium medium;
  private final String process;
  private long nonce;

  SimulatedStore(SimulatedMedium medium, String process) {
    this.medium = medium;
    this.process = process;
  }

  private Content content() {
    return medium.state().content();
  }

  @Override
  Kept load(ChainId chain) {
    nonce = medium.state().nonce();
    return medium.state().kept();
  }

  @Override
  AcquireResult claim(ChainId chain) {
    if (!medium.take(process)) {
      return new AcquireResult.Held(medium.holder().orElseThrow(), Duration.ofSeconds(1));
    }
    if (nonce != medium.state().nonce()) {
      moved(chain, load(chain));
    }
    return new AcquireResult.Acquired();
  }

  @Override
  Optional<ApplyResult> commit(Step step, Batch batch, Kept before) {
    return write(
        step.chain(),
        before,
        state ->
            new State(
                state.content().after(step),
                state.kept().with(step.cursor(), journal(before, step)).without(step.dropped()),
                0));
  }

  private static SortedMap<Long, JournalEntry> journal(Kept before, Step step) {
    TreeMap<Long, JournalEntry> journal = new TreeMap<>(before.journal());
    step.journalDeletes().forEach(journal::remove);
    journal.putAll(step.journalPuts());
    return journal;
  }

  @Override
  Optional<ApplyResult> commitImage(ChainId chain, Image image, Kept before) {
    return write(chain, before, state -> new State(Content.of(image), state.kept().with(image), 0));
  }

  private Optional<ApplyResult> write(ChainId chain, Kept before, UnaryOperator<State> step) {
    if (!medium.holder().equals(Optional.of(process))) {
      return Optional.of(new Fenced(medium.holder().orElse("nobody")));
    }
    if (!place(before).equals(place(medium.state().kept()))) {
      Kept stored = kept(chain).askedFor(load(chain));
      medium.mark(kept -> stored);
      moved(chain, stored);
      return Optional.of(new Mismatch(stored.cursor()));
    }
    medium.write(step);
    nonce = medium.state().nonce();
    return Optional.empty();
  }

  /** What the scripts of Redis compare. */
  private static Optional<List<Object>> place(Kept kept) {
    return kept.cursor().map(cursor -> List.of(cursor.seq(), cursor.head().hash()));
  }

  @Override
  public Optional<Row> read(ChainId chain, RowKey key) {
    return Optional.ofNullable(content().rows().get(key));
  }

  @Override
  public SortedMap<String, Row> items(ChainId chain, String table, String entity) {
    TreeMap<String, Row> items = new TreeMap<>();
    content().rows().tailMap(new RowKey(table, entity, ""), true).entrySet().stream()
        .takeWhile(e -> e.getKey().table().equals(table) && e.getKey().entity().equals(entity))
        .forEach(e -> items.put(e.getKey().item(), e.getValue()));
    return items;
  }

  @Override
  public List<Long> blocksOf(AccountId account) {
    return List.copyOf(Content.heights(content().named(), account.address()));
  }

  @Override
  public SortedMap<String, List<Long>> accountIndex(ChainId chain) {
    TreeMap<String, List<Long>> index = new TreeMap<>();
    content().named().forEach((address, heights) -> index.put(address, new ArrayList<>(heights)));
    return index;
  }

  @Override
  Map<RowKey, Row> allRows(ChainId chain) {
    return content().rows();
  }

  @Override
  void persistTracked(AccountId account, boolean wanted) {
    medium.mark(
        kept -> wanted ? kept.tracking(account.address()) : kept.untracking(account.address()));
  }

  @Override
  void persistQuarantine(AccountId account, Optional<Quarantine> mark) {
    medium.mark(kept -> SimulatedMedium.quarantining(kept, account, mark));
  }

  @Override
  public void snapshot() {
    throw new UnsupportedOperationException("not simulated");
  }

  @Override
  public Optional<PositionStore> fromSnapshot(int age) {
    return Optional.empty();
  }

  @Override
  public PositionStore scratch() {
    return new MemoryPositionStore();
  }
}
