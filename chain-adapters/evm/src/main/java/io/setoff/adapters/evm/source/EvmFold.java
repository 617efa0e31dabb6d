package io.setoff.adapters.evm.source;

import io.setoff.adapters.evm.log.EvmLog;
import io.setoff.adapters.evm.log.LogFilter;
import io.setoff.adapters.evm.protocol.EvmProtocol;
import io.setoff.adapters.evm.view.Doubts;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.store.Rows;
import io.setoff.store.StoreException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** Folds logs into rows, for all protocols of a chain together. */
final class EvmFold {
  private static final System.Logger LOG = System.getLogger(EvmFold.class.getName());

  private static final Comparator<EvmLog> ORDER =
      Comparator.comparingLong(EvmLog::height).thenComparingInt(EvmLog::logIndex);

  private final List<EvmProtocol> protocols;
  private final SortedSet<String> topics = new TreeSet<>();
  private final SortedSet<String> discoveries = new TreeSet<>();
  private final SortedSet<String> accountTables = new TreeSet<>();

  EvmFold(List<EvmProtocol> protocols) {
    this.protocols = List.copyOf(protocols);
    protocols.forEach(protocol -> topics.addAll(protocol.events().topics()));
    protocols.forEach(protocol -> discoveries.addAll(protocol.events().discoveries()));
    protocols.forEach(protocol -> accountTables.addAll(protocol.events().accountTables()));
  }

  /** The logs that matter, as far as {@code rows} tell. */
  LogFilter filter(Rows rows) {
    return new LogFilter(addresses(rows), topics);
  }

  /** See {@link io.setoff.adapters.kernel.spi.ChainSource#accountTables}. */
  SortedSet<String> accountTables() {
    return new TreeSet<>(accountTables);
  }

  private SortedSet<String> addresses(Rows rows) {
    SortedSet<String> all = new TreeSet<>();
    protocols.forEach(protocol -> all.addAll(protocol.addresses(rows)));
    return all;
  }

  /**
   * Folds the logs of a block or range.
   *
   * @param logs those of the contracts {@code of}, in order
   * @param others fetches the logs of other contracts in the same blocks: those that were not known
   *     when {@code logs} were fetched
   */
  void fold(
      List<EvmLog> logs,
      SortedSet<String> of,
      Function<SortedSet<String>, List<EvmLog>> others,
      RowEditor rows) {
    List<EvmLog> all = new ArrayList<>(logs);
    SortedSet<String> covered = new TreeSet<>(of);
    SortedSet<String> missing = minus(addresses(rows), covered);
    while (true) {
      if (!missing.isEmpty()) {
        all.addAll(others.apply(missing));
        all.sort(ORDER);
        covered.addAll(missing);
      }
      missing = minus(discovered(all, rows), covered);
      if (missing.isEmpty()) {
        foldInOrder(all, rows);
        return;
      }
    }
  }

  /** The contracts that are known after the logs that make some known. */
  private SortedSet<String> discovered(List<EvmLog> logs, RowEditor rows) {
    List<EvmLog> telling =
        logs.stream().filter(log -> discoveries.contains(log.topics().get(0))).toList();
    if (telling.isEmpty()) {
      return new TreeSet<>();
    }
    foldInOrder(telling, rows);
    SortedSet<String> known = addresses(rows);
    rows.restartBlock();
    return known;
  }

  private static SortedSet<String> minus(SortedSet<String> all, SortedSet<String> without) {
    SortedSet<String> rest = new TreeSet<>(all);
    rest.removeAll(without);
    return rest;
  }

  private void foldInOrder(List<EvmLog> logs, RowEditor rows) {
    Map<String, List<EvmProtocol>> byAddress = new HashMap<>();
    List<EvmLog> transaction = new ArrayList<>();
    LogChanges changes = new LogChanges(rows);
    for (EvmLog log : logs) {
      if (!transaction.isEmpty() && !transaction.getLast().txHash().equals(log.txHash())) {
        transaction.clear();
      }
      List<EvmProtocol> interested = interestedIn(log.address(), byAddress, rows);
      interested.forEach(protocol -> fold(log, protocol, transaction, changes));
      if (!interested.isEmpty()) {
        for (String address : log.addresses()) {
          rows.names(address, log.height());
        }
      }
      transaction.add(log);
    }
  }

  /** A log that a protocol cannot understand is left out, and its contract is in doubt. */
  private static void fold(
      EvmLog log, EvmProtocol protocol, List<EvmLog> transaction, LogChanges changes) {
    try {
      protocol.events().fold(log, transaction, changes);
    } catch (RpcUnavailableException | StoreException e) {
      throw e;
    } catch (RuntimeException e) {
      changes.forget();
      Doubts.leftOut(changes, log);
      LOG.log(
          System.Logger.Level.ERROR,
          "log %d of block %d, contract %s, cannot be understood and is left out: %s"
              .formatted(log.logIndex(), log.height(), log.address(), e));
    }
    changes.keep();
  }

  /** An address that nobody is interested in yet may become known with one of the next logs. */
  private List<EvmProtocol> interestedIn(
      String address, Map<String, List<EvmProtocol>> known, Rows rows) {
    List<EvmProtocol> interested = known.get(address);
    if (interested == null) {
      interested =
          protocols.stream()
              .filter(protocol -> protocol.addresses(rows).contains(address))
              .toList();
      if (!interested.isEmpty()) {
        known.put(address, interested);
      }
    }
    return interested;
  }
}
