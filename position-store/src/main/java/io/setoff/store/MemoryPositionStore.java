package io.setoff.store;

import io.setoff.model.AccountId;
import io.setoff.model.ChainId;
import io.setoff.store.ChainState.Kept;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/** Rows in memory, gone at the end of the process: for tests. */
public final class MemoryPositionStore extends JournaledStore {
  private final Map<ChainId, Content> contents = new ConcurrentHashMap<>();
  private final Deque<MemoryPositionStore> snapshots = new ConcurrentLinkedDeque<>();

  /**
   * What is on disk in other engines. Immutable.
   *
   * @param rows at the head
   * @param named heights of the blocks that name an address
   */
  record Content(TreePMap<RowKey, Row> rows, TreePMap<String, TreePSet<Long>> named) {
    static final Content NOTHING = new Content(TreePMap.empty(), TreePMap.empty());

    Content after(Step step) {
      TreePMap<RowKey, Row> newRows = rows;
      for (Map.Entry<RowKey, Optional<Row>> change : step.rows().entrySet()) {
        newRows =
            change.getValue().isPresent()
                ? newRows.plus(change.getKey(), change.getValue().get())
                : newRows.minus(change.getKey());
      }
      TreePMap<String, TreePSet<Long>> newNamed = named;
      for (Map.Entry<Long, SortedSet<String>> block : step.accountDeletes().entrySet()) {
        for (String address : block.getValue()) {
          newNamed = newNamed.plus(address, heights(newNamed, address).minus(block.getKey()));
        }
      }
      for (SortedMap<String, Heights> unit : step.accountPuts()) {
        for (Map.Entry<String, Heights> more : unit.entrySet()) {
          List<Long> added = more.getValue().stream().boxed().toList();
          TreePSet<Long> heights = heights(newNamed, more.getKey()).plusAll(added);
          newNamed = newNamed.plus(more.getKey(), heights);
        }
      }
      return new Content(newRows, newNamed);
    }

    static Content of(Image image) {
      TreePMap<String, TreePSet<Long>> named = TreePMap.empty();
      for (Map.Entry<String, List<Long>> account : image.accounts().entrySet()) {
        named = named.plus(account.getKey(), TreePSet.from(account.getValue()));
      }
      return new Content(TreePMap.from(image.rows()), named);
    }

    static TreePSet<Long> heights(Map<String, TreePSet<Long>> named, String address) {
      return named.getOrDefault(address, TreePSet.empty());
    }
  }

  private Content of(ChainId chain) {
    return contents.getOrDefault(chain, Content.NOTHING);
  }

  @Override
  public Optional<Row> read(ChainId chain, RowKey key) {
    return Optional.ofNullable(of(chain).rows().get(key));
  }

  @Override
  public SortedMap<String, Row> items(ChainId chain, String table, String entity) {
    TreeMap<String, Row> items = new TreeMap<>();
    of(chain).rows().tailMap(new RowKey(table, entity, ""), true).entrySet().stream()
        .takeWhile(e -> e.getKey().table().equals(table) && e.getKey().entity().equals(entity))
        .forEach(e -> items.put(e.getKey().item(), e.getValue()));
    return items;
  }

  @Override
  public List<Long> blocksOf(AccountId account) {
    return List.copyOf(Content.heights(of(account.chain()).named(), account.address()));
  }

  @Override
  public SortedMap<String, List<Long>> accountIndex(ChainId chain) {
    TreeMap<String, List<Long>> index = new TreeMap<>();
    of(chain)
        .named()
        .forEach(
            (address, heights) -> {
              if (!heights.isEmpty()) {
                index.put(address, List.copyOf(heights));
              }
            });
    return index;
  }

  @Override
  Map<RowKey, Row> allRows(ChainId chain) {
    return of(chain).rows();
  }

  @Override
  Optional<ApplyResult> commit(Step step, Batch batch, Kept before) {
    contents.put(step.chain(), of(step.chain()).after(step));
    return Optional.empty();
  }

  @Override
  Optional<ApplyResult> commitImage(ChainId chain, Image image, Kept before) {
    contents.put(chain, Content.of(image));
    return Optional.empty();
  }

  @Override
  public void snapshot() {
    snapshots.addFirst(copy());
    if (snapshots.size() > Snapshots.KEPT) {
      snapshots.removeLast();
    }
  }

  @Override
  public Optional<PositionStore> fromSnapshot(int age) {
    return List.copyOf(snapshots).stream().skip(age).findFirst().map(MemoryPositionStore::copy);
  }

  private MemoryPositionStore copy() {
    MemoryPositionStore copy = new MemoryPositionStore();
    copy.takeOver(this, chain -> copy.contents.put(chain, of(chain)));
    return copy;
  }

  @Override
  public PositionStore scratch() {
    return new MemoryPositionStore();
  }

  @Override
  void persistTracked(AccountId account, boolean wanted) {}

  @Override
  void persistQuarantine(AccountId account, Optional<Quarantine> mark) {}
}
