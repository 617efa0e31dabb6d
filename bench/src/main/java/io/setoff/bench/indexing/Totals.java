package io.setoff.bench.indexing;

import io.setoff.model.ChainId;
import io.setoff.store.ChainCursor;
import io.setoff.store.ChainHealth;
import io.setoff.store.JournalEntry;
import io.setoff.store.PositionStore;
import io.setoff.store.Quarantine;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Subscriber;
import io.setoff.store.Unit;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.web3j.crypto.Hash;

/** Net positions per account and market: worked out from seeds, or read from a store. */
final class Totals {
  private static final BigInteger WORD64 = BigInteger.TWO.pow(64);
  private final TreeMap<String, List<BigInteger>> byKey = new TreeMap<>();

  /** The totals of batches, without a node and without the code under test. */
  static Totals of(List<Batch> batches) {
    Totals totals = new Totals();
    batches.forEach(totals::add);
    return totals;
  }

  /** Events that one block logs. */
  record Batch(long seed, int events) {}

  private void add(Batch batch) {
    for (int i = 0; i < batch.events(); i++) {
      BigInteger h = new BigInteger(1, keccak(word(batch.seed()), word(i)));
      String account =
          "0x" + hex(keccak("setoff.account", part(h, 0).mod(big(Anvil.ACCOUNTS)))).substring(24);
      String market = "0x" + hex(keccak("setoff.market", part(h, 1).mod(big(Anvil.MARKETS))));
      BigInteger delta =
          part(h, 2).mod(big(2_000_001)).subtract(big(1_000_000)).multiply(BigInteger.TEN.pow(12));
      BigInteger price =
          part(h, 3).mod(big(10_000_000)).add(BigInteger.ONE).multiply(BigInteger.TEN.pow(16));
      byKey.merge(
          account + "," + market,
          List.of(delta, delta.multiply(price), BigInteger.ONE, price),
          (a, b) ->
              List.of(
                  a.get(0).add(b.get(0)),
                  a.get(1).add(b.get(1)),
                  a.get(2).add(b.get(2)),
                  b.get(3)));
    }
  }

  /** What a store holds. */
  static Totals of(PositionStore store, ChainId chain) {
    Totals totals = new Totals();
    store
        .subscribe(
            chain,
            new Subscriber() {
              @Override
              public void image(
                  ChainCursor cursor, Map<RowKey, Row> rows, List<JournalEntry> journal) {
                rows.forEach(
                    (key, row) -> {
                      if (key.table().equals(PositionBook.TABLE)) {
                        totals.byKey.put(key.entity() + "," + key.item(), row.words());
                      }
                    });
              }

              @Override
              public void applied(
                  ChainCursor cursor, Optional<io.setoff.model.BlockRef> to, List<Unit> units) {}

              @Override
              public void quarantined(SortedMap<String, Quarantine> marks) {}

              @Override
              public void health(ChainHealth health) {}
            })
        .close();
    return totals;
  }

  /**
   * Adds a position that a peer holds.
   *
   * @param words net size, net cost, number of events, last price
   */
  void put(String account, String market, List<BigInteger> words) {
    byKey.put(account + "," + market, words);
  }

  long events() {
    return byKey.values().stream().mapToLong(words -> words.get(2).longValueExact()).sum();
  }

  /** One of the accounts. */
  String anAccount() {
    return byKey.firstKey().substring(0, byKey.firstKey().indexOf(','));
  }

  /** SHA-256 over a line per position, in order. */
  String fingerprint() {
    StringBuilder text = new StringBuilder();
    byKey.forEach((key, words) -> text.append(key).append(words).append('\n'));
    return hex(Hash.sha256(text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static BigInteger part(BigInteger hash, int index) {
    return hash.shiftRight(64 * index).mod(WORD64);
  }

  private static BigInteger big(long number) {
    return BigInteger.valueOf(number);
  }

  private static byte[] word(long number) {
    return HexFormat.of().parseHex("%064x".formatted(number));
  }

  private static byte[] keccak(String prefix, BigInteger number) {
    return keccak(prefix.getBytes(StandardCharsets.US_ASCII), word(number.longValueExact()));
  }

  private static byte[] keccak(byte[] first, byte[] second) {
    byte[] all = new byte[first.length + second.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return Hash.sha3(all);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static List<Batch> batches(int blocks, int events) {
    List<Batch> batches = new ArrayList<>();
    for (int seed = 1; seed <= blocks; seed++) {
      batches.add(new Batch(seed, events));
    }
    return batches;
  }
}
