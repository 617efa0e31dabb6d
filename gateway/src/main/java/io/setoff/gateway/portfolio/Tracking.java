package io.setoff.gateway.portfolio;

import io.setoff.adapters.kernel.spi.ChainAdapter;
import io.setoff.gateway.book.ChainView;
import io.setoff.gateway.book.IndexedChains;
import io.setoff.gateway.config.GatewayConfig;
import io.setoff.model.AccountId;
import io.setoff.model.ChainId;
import io.setoff.model.Finality;
import io.setoff.store.ChainHealth;
import io.setoff.store.PositionStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Sees to it that what can only be read per account is read for every account that is asked for,
 * and no longer than somebody asks.
 */
public final class Tracking implements AutoCloseable {
  /**
   * A new account's first answer waits this long for its balances; then it says what is missing.
   */
  private static final Duration FIRST_READ = Duration.ofSeconds(2);

  private static final Logger LOG = Logger.getLogger(Tracking.class);

  /** How often accounts are looked for that nobody asks for any more. */
  private static final Duration SWEEP = Duration.ofSeconds(1);

  private record Waiting(AccountRef account, CompletableFuture<Void> done) {}

  private final IndexedChains book;
  private final PositionStore store;
  private final Map<ChainId, ChainAdapter> adapters;
  private final Consumer<ChainId> hurry;
  private final List<Waiting> waiting = new CopyOnWriteArrayList<>();
  private final AskedAccounts asked;
  private final AtomicBoolean lookQueued = new AtomicBoolean();

  /** The store may take a disk flush to remember an account: not on the caller's thread. */
  private final ScheduledExecutorService remembering =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("track accounts").daemon().factory());

  /** Looks which accounts are read; no disk keeps it from doing so. */
  private final ExecutorService looking = oneThread("await accounts");

  /**
   * Tracks the configuration's own accounts, and for a while those of the process before.
   *
   * @param hurry has a chain read its new accounts now
   * @param clock tells how long ago an account was asked for
   */
  public Tracking(
      GatewayConfig config,
      IndexedChains book,
      PositionStore store,
      Map<ChainId, ChainAdapter> adapters,
      Consumer<ChainId> hurry,
      InstantSource clock) {
    this.book = book;
    this.store = store;
    this.adapters = Map.copyOf(adapters);
    this.hurry = hurry;
    SortedSet<String> own = config.ownAccounts();
    this.asked = new AskedAccounts(config.tracking(), id -> own.contains(id.address()), clock);
    for (ChainId chain : adapters.keySet()) {
      own.forEach(address -> store.track(new AccountId(chain, address)));
      store.tracked(chain).forEach(address -> asked.inherit(new AccountId(chain, address)));
    }
    book.onChange(this::look);
  }

  /**
   * Lets accounts go that nobody asks for any more, now and then.
   *
   * @param watched those that somebody watches
   */
  public void start(Supplier<Set<AccountRef>> watched) {
    var _ =
        remembering.scheduleWithFixedDelay(
            () -> expire(watched.get()), SWEEP.toMillis(), SWEEP.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void expire(Set<AccountRef> watched) {
    try {
      List<AccountId> kept = watched.stream().flatMap(account -> account.ids().stream()).toList();
      asked.expired(kept).forEach(store::untrack);
      trackAgain();
    } catch (RuntimeException e) {
      LOG.error("accounts that nobody asks for cannot be let go", e);
    }
  }

  /** Another gateway of the same store, which nobody asks for an account, has let it go. */
  private void trackAgain() {
    for (ChainId chain : adapters.keySet()) {
      SortedSet<String> tracked = store.tracked(chain);
      asked.of(chain).stream()
          .filter(account -> !tracked.contains(account.address()))
          .forEach(this::track);
    }
  }

  private static ExecutorService oneThread(String name) {
    return Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).daemon().factory());
  }

  /**
   * Tracks the account from now on.
   *
   * @return completes when it is read, or after two seconds, on a thread that all accounts share:
   *     what depends on it does its work elsewhere
   * @throws RequestException when as many accounts are tracked as may be
   */
  public CompletableFuture<Void> ready(AccountRef account) {
    if (isAsked(account) && isRead(account)) {
      return CompletableFuture.completedFuture(null);
    }
    asked.ask(account.ids());
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

  /** Whether an account is asked for already; it is now asked for again. Any thread. */
  public boolean isAsked(AccountRef account) {
    return asked.areKnown(account.ids());
  }

  private void track(AccountId id) {
    store.track(id);
    hurry.accept(id.chain());
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
