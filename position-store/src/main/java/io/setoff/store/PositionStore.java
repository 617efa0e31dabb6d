package io.setoff.store;

import io.setoff.model.AccountId;
import io.setoff.model.ChainId;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * Rows of many chains, moved from block to block in atomic, durable steps.
 *
 * <p>One writer per chain; any number of readers, who never wait for a writer's disk. What they are
 * given is durable; who was told that a batch is applied reads it. Safety comes from comparing the
 * head: a batch that was built on another block is refused, whoever sends it. A failure to make a
 * batch durable throws {@link StoreException}; the batch has then not been applied, and the store
 * must be closed.
 */
public interface PositionStore extends AutoCloseable {

  /**
   * Makes {@code owner} the chain's writer; the one before in this process is fenced from now on.
   * Does not wait for the writer of another process: who stands by asks again.
   */
  AcquireResult acquire(ChainId chain, String owner);

  /** Applies a batch whole or not at all; when it returns {@code Applied} it survives a crash. */
  ApplyResult apply(Batch batch);

  Optional<ChainCursor> cursor(ChainId chain);

  /** The row at the head. */
  Optional<Row> read(ChainId chain, RowKey key);

  /** The rows of one entity at the head, by item. */
  SortedMap<String, Row> items(ChainId chain, String table, String entity);

  /** How to undo each block after the cursor's base, oldest first. */
  List<JournalEntry> journal(ChainId chain);

  /**
   * Heights of the blocks whose logs name the account, ascending: where to look for its history
   * without reading the whole chain. A log names who stands in its indexed arguments.
   */
  List<Long> blocksOf(AccountId account);

  /** {@link #blocksOf} of every address of a chain. */
  SortedMap<String, List<Long>> accountIndex(ChainId chain);

  /**
   * Tells {@code subscriber} the chain's whole state before it returns, then every batch that comes
   * after, once and in order, on a thread of the subscription. A batch is told soon after it was
   * applied, not before {@link #apply} returns; a writer whose subscribers are far behind is held
   * up.
   */
  Subscription subscribe(ChainId chain, Subscriber subscriber);

  /** Asks the account's chain to read what can only be read per account. Durable, idempotent. */
  void track(AccountId account);

  /**
   * Takes {@link #track} back. The chain's writer drops what can only be read per account in its
   * next step, {@link Batch#dropped}; until then the account may be tracked again. Durable,
   * idempotent.
   */
  void untrack(AccountId account);

  /** Addresses asked for with {@link #track}, and those of which that was taken back. */
  Tracked tracking(ChainId chain);

  /** Addresses asked for with {@link #track}. */
  default SortedSet<String> tracked(ChainId chain) {
    return tracking(chain).wanted();
  }

  /** Marks something of an account as not to be relied on, and why. Durable. */
  void quarantine(AccountId account, Quarantine mark);

  /** Takes the mark away. Durable. */
  void release(AccountId account);

  /** What of an account is not to be relied on; empty when all is. */
  Optional<Quarantine> quarantineOf(AccountId account);

  /** The marks of a chain's accounts, by address. */
  SortedMap<String, Quarantine> quarantined(ChainId chain);

  /**
   * Remembers the whole store as it is now, to rebuild a chain from. Only the newest few are kept.
   */
  void snapshot();

  /**
   * A store of its own to rebuild a chain in. It begins as a snapshot was, or empty; this store is
   * not touched. It must be closed, and is gone then.
   *
   * @param age which snapshot: 0 the newest; empty when there are not as many
   */
  Optional<PositionStore> fromSnapshot(int age);

  /** An empty store of its own to rebuild a chain in. It must be closed, and is gone then. */
  PositionStore scratch();

  /**
   * Replaces everything of a chain by what {@code rebuilt} holds of it, in one step: readers see
   * the one or the other. Counts as a reorganisation; subscribers are given the new state whole.
   */
  ApplyResult replace(ChainId chain, String owner, PositionStore rebuilt);

  /** Passes the writer's view of its chain on to subscribers. */
  void report(ChainHealth health);

  /**
   * Waits for writers and ends all subscriptions; a later write throws {@link StoreException}.
   * Nobody may read rows any more.
   */
  @Override
  void close();

  /** Ends a subscription; a call that is under way is not waited for. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
