package io.setoff.adapters.evm.protocol;

import io.setoff.adapters.evm.log.EvmLog;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.adapters.rpc.Hex;
import io.setoff.adapters.rpc.Keccak;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which events a protocol folds, and how. */
public final class EventFold {

  /** Folds one log. Pure: it reads and changes rows, nothing else. */
  public interface Handler {
    /**
     * Folds {@code log}.
     *
     * @param earlier the logs of the same transaction before it, oldest first
     */
    void fold(EvmLog log, List<EvmLog> earlier, RowEditor rows);
  }

  /** A handler that needs the log alone. */
  public interface SimpleHandler {
    void fold(EvmLog log, RowEditor rows);
  }

  private final Map<String, Handler> handlers = new LinkedHashMap<>();
  private final Set<String> discoveries = new LinkedHashSet<>();
  private final Set<String> accountTables = new LinkedHashSet<>();

  /** Adds an event by its signature, {@code Transfer(address,address,uint256)}. */
  public EventFold on(String signature, SimpleHandler handler) {
    return onWithEarlier(signature, (log, earlier, rows) -> handler.fold(log, rows));
  }

  /** Adds an event whose meaning depends on earlier logs of its transaction. */
  public EventFold onWithEarlier(String signature, Handler handler) {
    handlers.put(topic(signature), handler);
    return this;
  }

  /**
   * Adds an event that makes another contract known. Such events are folded before all others of
   * their blocks, to learn whose logs are needed.
   */
  public EventFold onDiscovery(String signature, SimpleHandler handler) {
    discoveries.add(topic(signature));
    return on(signature, handler);
  }

  /**
   * Names tables, by account, whose rows can be told from the logs that name the account alone:
   * they are folded again when the account differs from its contracts.
   */
  public EventFold accountTables(String... tables) {
    accountTables.addAll(List.of(tables));
    return this;
  }

  public Set<String> accountTables() {
    return accountTables;
  }

  public Set<String> discoveries() {
    return discoveries;
  }

  public Set<String> topics() {
    return handlers.keySet();
  }

  public void fold(EvmLog log, List<EvmLog> earlier, RowEditor rows) {
    Handler handler = handlers.get(log.topics().get(0));
    if (handler != null) {
      handler.fold(log, earlier, rows);
    }
  }

  /** First topic of an event. */
  public static String topic(String signature) {
    return Hex.of(Keccak.hash(signature.getBytes(StandardCharsets.US_ASCII)));
  }
}
