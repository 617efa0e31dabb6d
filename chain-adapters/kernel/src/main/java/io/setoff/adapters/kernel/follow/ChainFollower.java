package io.setoff.adapters.kernel.follow;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.setoff.adapters.kernel.health.HeadLatency;
import io.setoff.adapters.kernel.health.HealthReports;
import io.setoff.adapters.kernel.health.IndexProgress;
import io.setoff.adapters.kernel.health.ProgressMeter;
import io.setoff.adapters.kernel.plan.DivergedException;
import io.setoff.adapters.kernel.plan.Plan;
import io.setoff.adapters.kernel.plan.Planner;
import io.setoff.adapters.kernel.range.RangeFetcher;
import io.setoff.adapters.kernel.range.RangeFolder;
import io.setoff.adapters.kernel.range.RangeSizer;
import io.setoff.adapters.kernel.spi.Agreement;
import io.setoff.adapters.kernel.spi.ChainSource;
import io.setoff.adapters.kernel.spi.Fetched;
import io.setoff.adapters.kernel.spi.Heads;
import io.setoff.adapters.kernel.workspace.RangeRows;
import io.setoff.adapters.kernel.workspace.Workspace;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.store.ChainCursor;
import io.setoff.store.ChainHealth.State;
import io.setoff.store.JournalEntry;
import io.setoff.store.PositionStore;
import io.setoff.store.StoreUnavailableException;
import io.setoff.store.Tracked;
import io.setoff.store.Unit;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The one writer of one chain: brings the store to the chain's head, block by block, and over
 * reorganisations.
 *
 * <p>A {@link HeadTracker} says when to look, a {@link Planner} what is missing, the {@link
 * ChainSource} fetches and folds, a {@link Committer} writes. A new branch is read and folded whole
 * before the store is touched, then replaces the old one in one batch. Finalized blocks far behind
 * the head are fetched in ranges, several in flight. A node that is merely behind changes nothing.
 *
 * <p>While another process writes the chain it stands by: it asks no node and reports nothing.
 */
public final class ChainFollower implements AutoCloseable {
  /** A rollback of more blocks than this needs several providers to agree, where there are. */
  private static final long UNCONFIRMED_DEPTH = 2;

  /** Most blocks near the head that are fetched together. */
  private static final int BLOCKS_AT_ONCE = 32;

  private static final System.Logger LOG = System.getLogger(ChainFollower.class.getName());

  /** More blocks than these are no longer close to the head: it is said before they are read. */
  private static final int CLOSE = 16;

  private final boolean repairs;
  private final ChainSource source;
  private final PositionStore store;
  private final ChainId chain;
  private final HealthReports health;
  private final HeadTracker tracker;
  private final Planner planner;
  private final RangeFolder ranges;
  private final Committer committer;
  private final Leavers leavers;
  private final ProgressMeter meter = new ProgressMeter();
  private final HeadLatency latency = new HeadLatency(System::nanoTime);
  private final HeadSpans spans;
  private final Recovery recovery;
  private final RangeRows rangeRows = new RangeRows();
  private final SnapshotTaker snapshots;
  private volatile boolean standsBy;
  private volatile boolean writes;

  /**
   * A follower that owns {@code source}'s chain in {@code store} from its first step on, and is not
   * traced.
   *
   * @param clock for health reports only; what is stored depends on the chain alone
   */
  public ChainFollower(
      ChainSource source, PositionStore store, FollowerSettings settings, Clock clock) {
    this(source, store, settings, clock, untraced());
  }

  /** The same, traced: each new head begins a trace. */
  public ChainFollower(
      ChainSource source,
      PositionStore store,
      FollowerSettings settings,
      Clock clock,
      Tracer tracer) {
    this(source, store, settings, clock, tracer, true);
  }

  /** One that builds a chain beside the stored one, whatever doubt there is about that. */
  static ChainFollower apart(
      ChainSource source, PositionStore store, FollowerSettings settings, Clock clock) {
    return new ChainFollower(source, store, settings.apart(), clock, untraced(), false);
  }

  private static Tracer untraced() {
    return TracerProvider.noop().get("");
  }

  private ChainFollower(
      ChainSource source,
      PositionStore store,
      FollowerSettings settings,
      Clock clock,
      Tracer tracer,
      boolean repairs) {
    this.repairs = repairs;
    this.source = source;
    this.store = store;
    this.chain = source.chain();
    this.health = new HealthReports(chain, store, clock);
    this.spans = new HeadSpans(tracer, chain, clock);
    this.tracker =
        new HeadTracker(settings.pollInterval(), settings.longestWait(), System::nanoTime);
    this.planner = new Planner(source, settings.startBlock(), settings.nearHead());
    this.ranges =
        new RangeFolder(
            new RangeFetcher(source, settings.inFlight(), new RangeSizer(settings.rangeBlocks())),
            settings.commitInterval());
    this.committer = new Committer(store, chain, settings.owner());
    this.leavers = new Leavers(store, chain);
    this.recovery = new Recovery(source, store, settings, committer, clock);
    this.snapshots = new SnapshotTaker(store, chain, settings.snapshotBlocks());
  }

  /** Follows the chain until the thread is interrupted. */
  public void run() {
    try (ChainSource.Announcements _ = source.onNewHead(this::announced)) {
      while (!Thread.currentThread().isInterrupted()) {
        step();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A node has announced a head: it is looked at now instead of after the poll interval. Any
   * thread.
   *
   * @param hash of the block; empty when it is not known
   */
  public void announced(String hash) {
    if (tracker.isNew(hash)) {
      latency.announced();
      tracker.announce(hash);
    }
  }

  /** An account waits to be read: the next step comes now. Any thread. */
  public void hurry() {
    tracker.hurry();
  }

  private void step() throws InterruptedException {
    try {
      if (!advance(Long.MAX_VALUE)) {
        tracker.awaitNext();
      }
    } catch (FencedException e) {
      standBy(String.valueOf(e.getMessage()));
      tracker.awaitTurn();
    } catch (RpcUnavailableException e) {
      health.trouble(State.UNREACHABLE, String.valueOf(e.getMessage()));
      tracker.awaitRetry();
    } catch (StoreUnavailableException | StoreMovedException e) {
      rangeRows.forget();
      if (committer.holds()) {
        health.trouble(State.UNREACHABLE, String.valueOf(e.getMessage()));
      }
      tracker.awaitRetry();
    } catch (DivergedException e) {
      health.trouble(State.DIVERGED, e.reason());
      tracker.awaitNext();
    } catch (RuntimeException | Error e) {
      health.trouble(State.HALTED, e.toString());
      throw e;
    }
  }

  /** The writer has the rows now, and whoever rebuilds: this one begins anew. */
  private void standBy(String why) {
    if (!standsBy) {
      LOG.log(System.Logger.Level.INFO, "stands by: {0}", why);
    }
    standsBy = true;
    writes = false;
    rangeRows.forget();
    recovery.end();
  }

  /** Sees to it that this follower writes the chain. */
  private void hold() {
    committer.hold();
    writes = true;
    if (standsBy) {
      standsBy = false;
      LOG.log(System.Logger.Level.INFO, "writes {0} from now on", chain);
    }
  }

  /** Whether this process writes the chain, as far as it knows. Any thread. */
  public boolean writes() {
    return writes;
  }

  /** Whether another process writes the chain. Any thread. */
  public boolean standsBy() {
    return standsBy;
  }

  /**
   * One step towards the head, at most up to height {@code limit}: some ranges of finalized blocks,
   * or everything up to the head.
   *
   * @return whether there is more to do at once
   * @throws DivergedException while the stored chain is not canonical and cannot be undone
   * @throws FencedException while another process writes the chain
   */
  public boolean advance(long limit) {
    hold();
    Heads heads = latency.look(source);
    tracker.saw(heads.latest().hash());
    Optional<ChainCursor> cursor = store.cursor(chain);
    Optional<String> doubt = repairs ? source.doubt() : Optional.empty();
    if (doubt.isPresent() && cursor.isPresent()) {
      rangeRows.forget();
      recovery.repair(heads, doubt.get());
      return true;
    }
    Plan plan;
    try {
      plan = planner.plan(heads, cursor, store.journal(chain), limit);
    } catch (DivergedException e) {
      rangeRows.forget();
      recovery.step(heads, e);
      return true;
    }
    recovery.end();
    boolean more = plan instanceof Plan.Ranges;
    if (!more) {
      rangeRows.forget();
    }
    switch (plan) {
      case Plan.Nothing _ -> followTracking(heads, cursor);
      case Plan.Ranges finalized -> applyRanges(heads, cursor.map(ChainCursor::head), finalized);
      case Plan.Branch branch -> {
        spans.apply(
            branch,
            latency.since(branch.blocks()),
            () -> applyBranch(heads, cursor.map(ChainCursor::head), branch));
        latency.applied(branch.blocks());
      }
    }
    health.contact(heads, more ? State.SYNCING : State.LIVE);
    if (!more) {
      snapshots.atHead();
    }
    return more;
  }

  /** How fast ranges of finalized blocks come in. Any thread. */
  public IndexProgress progress() {
    return meter.progress();
  }

  /** How long new heads take. Any thread. */
  public HeadLatency latency() {
    return latency;
  }

  /** Whether a chain is being built beside a stored one that is not canonical. */
  public boolean isRebuilding() {
    return recovery.isRebuilding();
  }

  private void applyRanges(Heads heads, Optional<BlockRef> head, Plan.Ranges plan) {
    long start = System.nanoTime();
    confirmRollback(head, plan.ancestor(), Optional.empty());
    Workspace rows =
        plan.ancestor()
            .filter(block -> head.equals(Optional.of(block)))
            .flatMap(rangeRows::takeAfter)
            .orElseGet(() -> workspace(plan.ancestor()));
    RangeFolder.Folded folded = ranges.fold(plan, rows);
    SortedSet<String> dropped = leavers.after(plan.ancestor(), store.tracking(chain));
    source.forget(dropped, rows);
    Unit unit = rows.finishBlock(folded.last(), false);
    committer.apply(heads, head, plan.ancestor(), List.of(unit), dropped);
    rangeRows.applied(folded.last(), rows);
    meter.applied(
        folded.rangeBlocks(),
        folded.last().height() - plan.from() + 1,
        folded.events(),
        System.nanoTime() - start);
  }

  /**
   * Applies the blocks after the ancestor: in equal parts, or all of them in one over a reorg. When
   * they are many that is said first: what is held meanwhile is not the head, nor close to it.
   */
  private void applyBranch(Heads heads, Optional<BlockRef> head, Plan.Branch plan) {
    List<BlockRef> blocks = plan.blocks();
    if (blocks.size() > CLOSE) {
      health.contact(heads, State.SYNCING);
    }
    confirmRollback(head, plan.ancestor(), blocks.stream().findFirst());
    Tracked tracked = store.tracking(chain);
    SortedSet<String> dropped = leavers.after(plan.ancestor(), tracked);
    boolean first = true;
    Workspace rows = workspace(plan.ancestor());
    List<Unit> branch = new ArrayList<>();
    Optional<BlockRef> newest = head;
    int parts = Math.max(1, Math.ceilDiv(blocks.size(), BLOCKS_AT_ONCE));
    int atOnce = Math.max(1, Math.ceilDiv(blocks.size(), parts));
    for (int from = 0; from < blocks.size(); from += atOnce) {
      List<BlockRef> some = blocks.subList(from, Math.min(blocks.size(), from + atOnce));
      for (Fetched fetched : source.blocks(some, rows)) {
        fetched.foldInto(rows);
        if (first) {
          source.forget(dropped, rows);
          first = false;
        }
        source.read(fetched.last(), tracked.wanted(), rows);
        branch.add(rows.finishBlock(fetched.last(), true));
      }
      if (!plan.reorg()) {
        committer.apply(heads, newest, newest, branch, dropped);
        newest = Optional.of(some.getLast());
        branch.clear();
      }
    }
    if (plan.reorg()) {
      committer.apply(heads, head, plan.ancestor(), branch, dropped);
    }
  }

  /** One node that is wrong must not roll many blocks back. */
  private void confirmRollback(
      Optional<BlockRef> head, Optional<BlockRef> ancestor, Optional<BlockRef> first) {
    if (head.isEmpty() || ancestor.isEmpty()) {
      return;
    }
    long depth = head.get().height() - ancestor.get().height();
    if (depth <= UNCONFIRMED_DEPTH) {
      return;
    }
    Agreement agreement = source.agreement(first.orElse(ancestor.get()));
    if (!agreement.isQuorum()) {
      throw new RpcUnavailableException(
          "a rollback of %d blocks is confirmed by %d of %d providers"
              .formatted(depth, agreement.agree(), agreement.providers()));
    }
  }

  /** Reads accounts that were asked for since the head was indexed, at the head; drops leavers. */
  private void followTracking(Heads heads, Optional<ChainCursor> cursor) {
    Tracked tracked = store.tracking(chain);
    if (cursor.isEmpty() || tracked.isEmpty()) {
      return;
    }
    Optional<BlockRef> head = Optional.of(cursor.get().head());
    Workspace rows = workspace(head);
    SortedSet<String> unread = source.unread(tracked.wanted(), rows);
    if (unread.isEmpty() && tracked.leaving().isEmpty()) {
      return;
    }
    source.forget(tracked.leaving(), rows);
    if (!unread.isEmpty()) {
      source.readAccounts(head.get(), unread, rows);
    }
    Unit amendment = rows.finishBlock(head.get(), true);
    committer.apply(heads, head, head, List.of(amendment), tracked.leaving());
  }

  private Workspace workspace(Optional<BlockRef> ancestor) {
    long kept = ancestor.map(BlockRef::height).orElse(Long.MIN_VALUE);
    List<JournalEntry> undone =
        store.journal(chain).stream().filter(entry -> entry.block().height() > kept).toList();
    return new Workspace(store, chain, undone);
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    recovery.end();
    ranges.close();
  }
}
