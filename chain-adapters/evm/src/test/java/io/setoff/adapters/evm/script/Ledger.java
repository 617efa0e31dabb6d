package io.setoff.adapters.evm.script;

import io.setoff.adapters.evm.abi.EvmAddress;
import io.setoff.adapters.evm.log.EvmLog;
import io.setoff.adapters.evm.protocol.EventFold;
import io.setoff.adapters.evm.protocol.EvmProtocol;
import io.setoff.adapters.evm.script.ScriptedChain.Event;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The smallest protocol that needs everything: a factory, children that are found in the logs, and
 * sums per account that depend on every log once and in order.
 */
final class Ledger implements EvmProtocol {
  static final String FACTORY = "0x" + "fa".repeat(20);
  static final String SUMS = "ledger/sums";
  private static final String CHILDREN = "ledger/children";
  private static final String ALL = "all";
  private static final BigInteger FACTOR = BigInteger.valueOf(31);
  private static final BigInteger MODULUS = BigInteger.TWO.pow(120);
  private static final String OPENED = EventFold.topic("Opened(address)");
  private static final String CHANGED = EventFold.topic("Changed(address,uint256)");

  private final EventFold events =
      new EventFold()
          .onDiscovery("Opened(address)", Ledger::opened)
          .on("Changed(address,uint256)", Ledger::changed);

  static String child(int number) {
    return "0xc0%038x".formatted(number);
  }

  static String account(int number) {
    return "0xa0%038x".formatted(number);
  }

  static Event open(String child) {
    return new Event(FACTORY, List.of(OPENED, padded(child)), "0x");
  }

  static Event change(String child, String account, int amount) {
    return new Event(
        child, List.of(CHANGED, padded(account)), ScriptedChain.word(BigInteger.valueOf(amount)));
  }

  private static String padded(String address) {
    return "0x" + "0".repeat(24) + address.substring(2);
  }

  @Override
  public SortedSet<String> addresses(Rows rows) {
    SortedSet<String> addresses = new TreeSet<>(rows.items(CHILDREN, ALL).keySet());
    addresses.add(FACTORY);
    return addresses;
  }

  @Override
  public EventFold events() {
    return events;
  }

  private static void opened(EvmLog log, RowEditor rows) {
    rows.put(new RowKey(CHILDREN, ALL, log.topicAddress(0)), List.of(), log.origin());
  }

  private static void changed(EvmLog log, RowEditor rows) {
    RowKey key = new RowKey(SUMS, log.topicAddress(0), "");
    BigInteger before = rows.get(key).map(row -> row.word(0)).orElse(BigInteger.ZERO);
    rows.put(key, List.of(next(before, log.data().word(0))), log.origin());
  }

  /** Depends on the order, so that a log too few, too many or out of place shows. */
  private static BigInteger next(BigInteger before, BigInteger amount) {
    return before.multiply(FACTOR).add(amount).mod(MODULUS);
  }

  /**
   * What the sums are after {@code events}, worked out without the code under test.
   *
   * @param open children that are open, which is kept up
   */
  static SortedMap<String, BigInteger> after(
      Map<String, BigInteger> sums, SortedSet<String> open, List<Event> events) {
    SortedMap<String, BigInteger> next = new TreeMap<>(sums);
    for (Event event : events) {
      if (event.address().equals(FACTORY)) {
        open.add(address(event.topics().get(1)));
      }
    }
    for (Event event : events) {
      if (open.contains(event.address()) && event.topics().get(0).equals(CHANGED)) {
        next.merge(
            address(event.topics().get(1)),
            next(BigInteger.ZERO, new BigInteger(event.data().substring(2), 16)),
            (before, first) -> next(before, first));
      }
    }
    return next;
  }

  /** The accounts that {@code events} change. */
  static SortedSet<String> accounts(List<Event> events) {
    SortedSet<String> accounts = new TreeSet<>();
    for (Event event : events) {
      if (event.topics().get(0).equals(CHANGED)) {
        accounts.add(address(event.topics().get(1)));
      }
    }
    return accounts;
  }

  private static String address(String word) {
    return EvmAddress.of(new BigInteger(word.substring(26), 16));
  }
}
