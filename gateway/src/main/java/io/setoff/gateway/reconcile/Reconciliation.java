package io.setoff.gateway.reconcile;

import io.setoff.adapters.kernel.spi.ChainAdapter;
import io.setoff.adapters.kernel.spi.Reconciler;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.gateway.book.ChainView;
import io.setoff.gateway.book.IndexedChains;
import io.setoff.gateway.config.GatewayConfig;
import io.setoff.model.AccountId;
import io.setoff.model.ChainId;
import io.setoff.model.Finality;
import io.setoff.store.ChainCursor;
import io.setoff.store.ChainHealth;
import io.setoff.store.ChainReplica;
import io.setoff.store.Difference;
import io.setoff.store.PositionStore;
import io.setoff.store.Quarantine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Takes one tracked account of each chain at a time, compares it at a finalized block, and
 * quarantines it when it differs, until it agrees again. After a reorganisation all are taken.
 */
public final class Reconciliation implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Reconciliation.class);

  private final IndexedChains book;
  private final PositionStore store;
  private final Predicate<ChainId> isOurs;
  private final Quarantines quarantines;
  private final Map<ChainId, Sampled> chains = new TreeMap<>();
  private final List<Thread> threads = new ArrayList<>();

  /** What is known of one chain; its queue belongs to its thread. */
  private static final class Sampled {
    final GatewayConfig.Chain config;
    final ChainAdapter adapter;
    final ArrayDeque<String> queue = new ArrayDeque<>();
    long reorgs;
    String last = "";
    final AtomicLong accounts = new AtomicLong();
    final AtomicLong proved = new AtomicLong();
    final AtomicLong mismatches = new AtomicLong();
    final AtomicReference<String> said = new AtomicReference<>("");

    Sampled(GatewayConfig.Chain config, ChainAdapter adapter) {
      this.config = config;
      this.adapter = adapter;
    }

    /**
     * A warning when it is another one than the last; a node that flickers does not fill the log.
     */
    void say(String words) {
      if (!words.equals(said.getAndSet(words))) {
        LOG.warnf("%s: %s", config.id(), words);
      }
    }
  }

  /**
   * What has come out so far.
   *
   * @param accounts compared
   * @param proved balances that a state root proved
   * @param mismatches comparisons that did not agree
   * @param quarantined accounts that are not to be relied on now
   * @param reasons why, of the first {@link #MOST_REASONS} of them, without their addresses
   */
  public record Tally(
      long accounts, long proved, long mismatches, long quarantined, List<String> reasons) {
    /** An outage of a node's own may put all accounts in doubt. */
    static final int MOST_REASONS = 10;

    public Tally {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * Compares nothing yet; see {@link #start}.
   *
   * @param isOurs whether it is this process that reads a chain: what it reads it compares
   */
  public Reconciliation(
      GatewayConfig config,
      IndexedChains book,
      PositionStore store,
      Map<ChainId, ChainAdapter> adapters,
      Predicate<ChainId> isOurs) {
    this.book = book;
    this.isOurs = isOurs;
    this.store = store;
    this.quarantines = new Quarantines(store);
    for (GatewayConfig.Chain chain : config.chains()) {
      ChainAdapter adapter = Optional.ofNullable(adapters.get(chain.id())).orElseThrow();
      Sampled sampled = new Sampled(chain, adapter);
      chains.put(chain.id(), sampled);
      threads.add(
          Thread.ofPlatform()
              .name("reconcile " + chain.id())
              .daemon()
              .unstarted(() -> run(sampled)));
    }
  }

  /** Begins to compare, an account every so often. */
  public void start() {
    threads.forEach(Thread::start);
  }

  private void run(Sampled chain) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(chain.config.reading().reconcileInterval());
        if (isOurs.test(chain.config.id())) {
          step(chain);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public Tally tally(ChainId chain) {
    Sampled sampled = Optional.ofNullable(chains.get(chain)).orElseThrow();
    Collection<Quarantine> marks = store.quarantined(chain).values();
    return new Tally(
        sampled.accounts.get(),
        sampled.proved.get(),
        sampled.mismatches.get(),
        marks.size(),
        marks.stream().map(Quarantine::reason).limit(Tally.MOST_REASONS).toList());
  }

  /**
   * Compares an account now, at the newest final block of every chain that nodes keep the state of.
   *
   * @throws RpcUnavailableException when it cannot be compared on every chain
   */
  public Optional<String> difference(String address) {
    for (Sampled chain : chains.values()) {
      Optional<String> reason =
          compare(chain, address, book.chain(chain.config.id()).orElseThrow());
      if (reason.isPresent()) {
        return reason;
      }
    }
    return Optional.empty();
  }

  private void step(Sampled chain) {
    try {
      ChainView view = book.chain(chain.config.id()).orElseThrow();
      boolean live = view.health().filter(h -> h.state() == ChainHealth.State.LIVE).isPresent();
      if (live && view.at(Finality.FINALIZED).isPresent()) {
        fill(chain, view);
        while (!chain.queue.isEmpty()) {
          compare(chain, chain.queue.getFirst(), view);
          chain.queue.removeFirst();
        }
      }
    } catch (RpcUnavailableException e) {
      chain.say("accounts are not compared now: " + e.getMessage());
    } catch (RuntimeException e) {
      LOG.errorf(e, "an account of %s cannot be compared", chain.config.id());
      chain.queue.pollFirst();
    }
  }

  /** What a node that failed has left over is taken first. */
  private void fill(Sampled chain, ChainView view) {
    TreeSet<String> tracked = new TreeSet<>(store.tracked(chain.config.id()));
    long reorgs = view.cursor().map(ChainCursor::reorgs).orElse(0L);
    if (reorgs != chain.reorgs) {
      chain.reorgs = reorgs;
      chain.queue.clear();
      chain.queue.addAll(tracked);
    } else if (chain.queue.isEmpty() && !tracked.isEmpty()) {
      String next = Optional.ofNullable(tracked.higher(chain.last)).orElse(tracked.first());
      chain.last = next;
      chain.queue.add(next);
    }
  }

  /**
   * What differs at the newest final block, or at the head where no node keeps the final state any
   * more; the account is quarantined then.
   */
  private Optional<String> compare(Sampled chain, String address, ChainView view) {
    try {
      return compare(chain, address, stateAt(view, Finality.FINALIZED));
    } catch (RpcUnavailableException e) {
      Optional<String> difference = compare(chain, address, stateAt(view, Finality.LATEST));
      chain.say("accounts are compared at the head, not at a final block: " + e.getMessage());
      return difference;
    }
  }

  private static ChainReplica.State stateAt(ChainView view, Finality finality) {
    return view.at(finality)
        .orElseThrow(() -> new RpcUnavailableException("no final block of " + view.chain().id()));
  }

  private Optional<String> compare(Sampled chain, String address, ChainReplica.State state) {
    Reconciler.Result result =
        chain.adapter.reconciler().compare(address, state.block(), state.rows());
    AccountId account = new AccountId(chain.config.id(), address);
    chain.accounts.incrementAndGet();
    chain.proved.addAndGet(result.proved());
    if (!result.differences().isEmpty()) {
      chain.mismatches.incrementAndGet();
      return Optional.of(
          quarantines
              .mark(
                  chain.adapter.source(),
                  account,
                  state,
                  result.differences().stream().map(d -> at(state, d)).toList())
              .reason());
    }
    quarantines.release(account);
    return Optional.empty();
  }

  private static Difference at(ChainReplica.State state, Difference difference) {
    return new Difference(
        difference.venue(),
        difference.subject(),
        "at block %d %s".formatted(state.block().height(), difference.text()));
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    quarantines.close();
  }
}
