package io.setoff.gateway.portfolio;

import io.setoff.adapters.kernel.spi.ChainAdapter;
import io.setoff.gateway.book.ChainView;
import io.setoff.gateway.book.IndexedChains;
import io.setoff.model.AccountId;
import io.setoff.model.ChainId;
import io.setoff.model.Finality;
import io.setoff.store.ChainHealth;
import io.setoff.store.PositionStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sees to it that what can only be read per account is read for every account that is asked for.
 */
public final class Tracking implements AutoCloseable {
  /**
   * A new account's first answer waits this long for its balances; then it says what is missing.
   */
  private static final Duration FIRST_READ = Duration.ofSeconds(2);

  private record Waiting(AccountRef account, CompletableFuture<Void> done) {}

  private final IndexedChains book;
  private final PositionStore store;
  private final Map<ChainId, ChainAdapter> adapters;
  private final List<Waiting> waiting = new CopyOnWriteArrayList<>();
  private final Set<AccountId> requested = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean lookQueued = new AtomicBoolean();

  /** The store may take a disk flush to remember an account: not on the caller's thread. */
  private final ExecutorService remembering = oneThread("track accounts");

  /** Looks which accounts are read; no disk keeps it from doing so. */
  private final ExecutorService looking = oneThread("await accounts");

  public Tracking(IndexedChains book, PositionStore store, Map<ChainId, ChainAdapter> adapters) {
    this.book = book;
    this.store = store;
    this.adapters = Map.copyOf(adapters);
    book.onChange(this::look);
  }

  private static ExecutorService oneThread(String name) {
    return Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).daemon().factory());
  }

  /**
   * Tracks the account from now on.
   *
   * @return completes when it is read, or after two seconds, on a thread that all accounts share:
   *     what depends on it does its work elsewhere
   */
  public CompletableFuture<Void> ready(AccountRef account) {
    if (account.ids().stream().allMatch(requested::contains) && isRead(account)) {
      return CompletableFuture.completedFuture(null);
    }
    Waiting entry = new Waiting(account, new CompletableFuture<>());
    waiting.add(entry);
    remembering.execute(
        () -> {
          account.ids().forEach(this::track);
          look();
        });
    return entry
        .done()
        .completeOnTimeout(null, FIRST_READ.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((done, error) -> waiting.remove(entry));
  }

  private void track(AccountId id) {
    if (!requested.contains(id)) {
      store.track(id);
      requested.add(id);
    }
  }

  private void look() {
    if (!waiting.isEmpty() && lookQueued.compareAndSet(false, true)) {
      looking.execute(this::completeRead);
    }
  }

  private void completeRead() {
    lookQueued.set(false);
    for (Waiting entry : waiting) {
      if (isRead(entry.account())) {
        entry.done().complete(null);
      }
    }
  }

  /** Whether no chain that answers has the account still to read. */
  private boolean isRead(AccountRef account) {
    for (AccountId id : account.ids()) {
      Optional<ChainView> view = book.chain(id.chain());
      if (view.isPresent() && isLive(view.get()) && isUnread(id, view.get())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLive(ChainView view) {
    return view.health().map(h -> h.state() == ChainHealth.State.LIVE).orElse(false);
  }

  private boolean isUnread(AccountId id, ChainView view) {
    TreeSet<String> address = new TreeSet<>(Set.of(id.address()));
    ChainAdapter adapter = Optional.ofNullable(adapters.get(id.chain())).orElseThrow();
    return view.at(Finality.LATEST)
        .map(state -> !adapter.source().unread(address, state.rows()).isEmpty())
        .orElse(false);
  }

  @Override
  public void close() {
    remembering.shutdownNow();
    looking.shutdownNow();
  }
}
