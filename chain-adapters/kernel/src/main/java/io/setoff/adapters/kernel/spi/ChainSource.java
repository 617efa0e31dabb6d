package io.setoff.adapters.kernel.spi;

import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.store.Rows;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One chain to read from. Every method that asks a node may throw {@link
 * io.setoff.adapters.rpc.RpcUnavailableException}; it has then changed nothing that counts.
 */
public interface ChainSource {
  ChainId chain();

  Heads heads();

  /**
   * The canonical blocks at {@code heights}, in their order, all as one node sees them; empty above
   * its head.
   */
  List<Optional<BlockRef>> atHeights(List<Long> heights);

  /**
   * How many independent providers hold {@code block} canonical. It asks all of them, so it is for
   * decisions that are rare.
   */
  Agreement agreement(BlockRef block);

  /**
   * Prepares to fetch finalized blocks.
   *
   * @param rows the newest rows there are; they tell which contracts matter
   * @return fetches when called, on any thread, and looks at {@code rows} no more
   */
  Supplier<Fetched> range(long from, long to, Rows rows);

  /**
   * Tables, by account, whose rows come out of the logs that name the account, and of nothing else
   * but which contracts there are.
   */
  SortedSet<String> accountTables();

  /** Fetches blocks by their hashes, in order. */
  List<Fetched> blocks(List<BlockRef> blocks, Rows rows);

  /**
   * Reads at {@code block} what no log tells.
   *
   * @param tracked addresses whose per-account state is wanted
   */
  void read(BlockRef block, SortedSet<String> tracked, RowEditor rows);

  /** Those of {@code tracked} whose per-account state {@code rows} do not hold yet. */
  SortedSet<String> unread(SortedSet<String> tracked, Rows rows);

  /** Reads the per-account state of {@code addresses} at a block that is already folded. */
  void readAccounts(BlockRef block, SortedSet<String> addresses, RowEditor rows);

  /**
   * Deletes the per-account state of {@code addresses}, where there is any: they are {@link
   * #unread} then. What the logs alone tell of an account stays.
   */
  void forget(SortedSet<String> addresses, RowEditor rows);

  /**
   * Why what was read until now may lack something, one clause; what is read from now on does not.
   * Empty while nothing speaks for it.
   */
  default Optional<String> doubt() {
    return Optional.empty();
  }

  /** The chain was read again from its first block since there was a doubt. */
  default void settle() {}

  /**
   * Tells whenever a node announces a new head, where nodes can.
   *
   * @param announced hears the hash of the block, or an empty text where a node leaves it out
   */
  default Announcements onNewHead(Consumer<String> announced) {
    return () -> {};
  }

  /** Ends announcements. */
  interface Announcements extends AutoCloseable {
    @Override
    void close();
  }
}
