package io.setoff.gateway.reconcile;

import io.setoff.adapters.kernel.history.HistoryCheck;
import io.setoff.adapters.kernel.spi.ChainSource;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.gateway.event.WakingEvent;
import io.setoff.model.AccountId;
import io.setoff.store.ChainReplica;
import io.setoff.store.Difference;
import io.setoff.store.PositionStore;
import io.setoff.store.Quarantine;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Marks accounts that differ from their contracts, and adds to the reason whether their own blocks
 * say the same as their rows. That is found out once per quarantine, on a thread of its own; the
 * mark does not wait for it. Thread-safe: marks are written one at a time; the store tells of them.
 */
final class Quarantines implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Quarantines.class);

  /** More than a node is waited for once the thread is interrupted. */
  private static final Duration END = Duration.ofSeconds(5);

  private final PositionStore store;
  private final Map<AccountId, String> diagnoses = new HashMap<>();
  private final Set<AccountId> underWay = new HashSet<>();
  private final ExecutorService folding =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("fold accounts again").daemon().factory());

  /** No account is marked by this alone. */
  Quarantines(PositionStore store) {
    this.store = store;
  }

  /**
   * Marks an account.
   *
   * @param state in which it differs
   * @param differences at least one
   * @return the mark as far as its cause is known
   */
  synchronized Quarantine mark(
      ChainSource source,
      AccountId account,
      ChainReplica.State state,
      List<Difference> differences) {
    String diagnosis = diagnoses.get(account);
    Quarantine mark = new Quarantine(differences, diagnosis == null ? "" : diagnosis);
    write(account, mark);
    if (diagnosis == null && underWay.add(account)) {
      try {
        folding.execute(() -> foldAgain(source, account, state));
      } catch (RejectedExecutionException e) {
        LOG.debugf("an account of %s is not folded again: closing", account.chain());
      }
    }
    return mark;
  }

  /** Ends the quarantine of an account that agrees, if it is in one. */
  synchronized void release(AccountId account) {
    diagnoses.remove(account);
    if (store.quarantineOf(account).isPresent()) {
      store.release(account);
    }
  }

  private void foldAgain(ChainSource source, AccountId account, ChainReplica.State state) {
    long height = state.block().height();
    try {
      List<Long> blocks =
          store.blocksOf(account).stream().filter(block -> block <= height).toList();
      String found = HistoryCheck.of(source, state.rows(), account.address(), blocks).sentence();
      diagnosed(account, "at block " + height + " " + found, true);
    } catch (RpcUnavailableException e) {
      diagnosed(account, "its blocks could not be folded again: " + e.getMessage(), false);
    } catch (RuntimeException e) {
      LOG.errorf(e, "an account of %s cannot be folded again", account.chain());
      diagnosed(account, "its blocks cannot be folded again, see the log", true);
    }
  }

  /** What is not kept is tried again when the account is compared next. */
  private synchronized void diagnosed(AccountId account, String diagnosis, boolean kept) {
    underWay.remove(account);
    Optional<Quarantine> mark = store.quarantineOf(account);
    if (mark.isEmpty()) {
      return;
    }
    if (kept) {
      diagnoses.put(account, diagnosis);
    }
    write(account, mark.get().noting(diagnosis));
  }

  private void write(AccountId account, Quarantine mark) {
    WakingEvent.ACCOUNTS_QUARANTINED.tell(
        account.chain().value(), "an account is not to be relied on: " + mark.reason());
    store.quarantine(account, mark);
  }

  /** Ends what is under way, so that the store may be closed. */
  @Override
  public void close() {
    folding.shutdownNow();
    try {
      if (!folding.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("an account is still being folded again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
