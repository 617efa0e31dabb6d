package io.setoff.oracle.publish;

import io.setoff.oracle.Bytes32;
import io.setoff.oracle.OracleUnavailableException;
import io.setoff.oracle.publish.Slot.Inclusion;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fake: a chain with one payer and one contract that keeps the newest epoch of each target.
 * Transactions are text, {@code nonce|cap|tip|part|stream|epoch|proposal}. A block takes all that
 * its base fee allows.
 */
final class FakeChain implements ChainPort {
  private static final int FINALITY = 8;
  private static final Instant GENESIS = Instant.parse("2026-01-01T00:00:00Z");

  record Tx(long nonce, long cap, long tip, WriteKey key, boolean foreign) {
    static Tx of(String raw) {
      String[] p = raw.split("\\|", -1);
      return new Tx(
          Long.parseLong(p[0]),
          Long.parseLong(p[1]),
          Long.parseLong(p[2]),
          new WriteKey(
              new Bytes32(p[4]),
              Long.parseLong(p[5]),
              WriteKey.Part.valueOf(p[3]),
              Long.parseLong(p[6])),
          false);
    }
  }

  record Mined(Tx tx, String hash, boolean succeeded, boolean stored) {}

  record Block(long number, String hash, List<Mined> transactions) {}

  private final List<Block> blocks = new ArrayList<>(List.of(new Block(0, "b0", List.of())));
  private final Map<Long, Map.Entry<String, Tx>> pool = new HashMap<>();
  private long baseFee = 10;
  private int branch;
  private int failures;
  private int lookedForBlocks;
  boolean refusing;

  static final GasWallet WALLET =
      (nonce, data, gas, fees) -> {
        String raw = nonce + "|" + fees.cap() + "|" + fees.tip() + "|" + data;
        return new GasWallet.Signed("h" + raw, raw);
      };

  static Write write(Bytes32 stream, WriteKey.Part part, long epoch) {
    return write(new WriteKey(stream, epoch, part));
  }

  static Write write(WriteKey key) {
    String data = key.part() + "|" + key.stream().hex() + "|" + key.epoch() + "|" + key.proposal();
    return Write.queued(key, data);
  }

  List<Block> blocks() {
    return List.copyOf(blocks);
  }

  void baseFee(long wei) {
    baseFee = wei;
  }

  void dropPool() {
    pool.clear();
  }

  /** How often it was asked whether a block is canonical. */
  int lookedForBlocks() {
    return lookedForBlocks;
  }

  /** The next {@code count} answers fail. */
  void failNext(int count) {
    failures = count;
  }

  void mine() {
    List<Mined> taken = new ArrayList<>();
    Map<String, Long> heads = heads();
    for (long nonce = nonceAtHead(); ; nonce++) {
      Map.Entry<String, Tx> next = pool.get(nonce);
      if (next == null || next.getValue().cap() < baseFee) {
        break;
      }
      pool.remove(nonce);
      taken.add(execute(next.getValue(), next.getKey(), heads));
    }
    blocks.add(new Block(blocks.size(), "b" + blocks.size() + "/" + branch, taken));
  }

  private static Mined execute(Tx tx, String hash, Map<String, Long> heads) {
    String target = tx.key().part() + "" + tx.key().stream();
    long head = heads.getOrDefault(target, 0L);
    boolean newer = tx.key().epoch() > head;
    if (newer) {
      heads.put(target, tx.key().epoch());
    }
    return new Mined(tx, hash, tx.key().epoch() >= head, newer);
  }

  /** Takes away the newest blocks and, like anvil, their transactions. */
  void reorg(int depth) {
    branch++;
    int gone = Math.min(depth, Math.min(FINALITY - 1, blocks.size() - 1));
    for (int i = 0; i < gone; i++) {
      blocks.removeLast();
    }
    for (int i = 0; i < gone; i++) {
      mine();
    }
  }

  /** Another publisher with the same key, or another payer, writes an epoch. */
  void foreign(Write write, boolean sameKey) {
    Map<String, Long> heads = heads();
    Tx tx = new Tx(sameKey ? nonceAtHead() : -1, 0, 0, write.key(), true);
    if (sameKey) {
      pool.remove(tx.nonce());
    }
    Mined mined = execute(tx, "foreign" + blocks.size() + branch, heads);
    blocks.add(new Block(blocks.size(), "f" + blocks.size() + "/" + branch, List.of(mined)));
  }

  Map<String, Long> heads() {
    Map<String, Long> heads = new LinkedHashMap<>();
    for (Block block : blocks) {
      for (Mined mined : block.transactions()) {
        if (mined.stored()) {
          heads.put(
              mined.tx().key().part() + "" + mined.tx().key().stream(), mined.tx().key().epoch());
        }
      }
    }
    return heads;
  }

  private long nonceAtHead() {
    return blocks.stream()
        .flatMap(b -> b.transactions().stream())
        .filter(m -> m.tx().nonce() >= 0)
        .count();
  }

  private void answer() {
    if (failures > 0) {
      failures--;
      throw new OracleUnavailableException("injected");
    }
  }

  @Override
  public Head head() {
    answer();
    Block head = blocks.getLast();
    return new Head(
        head.number(),
        head.hash(),
        GENESIS.plusSeconds(head.number()),
        head.number() - FINALITY,
        BigInteger.valueOf(baseFee));
  }

  @Override
  public long confirmedNonce() {
    answer();
    return nonceAtHead();
  }

  @Override
  public Optional<Inclusion> inclusion(String txHash) {
    answer();
    for (Block block : blocks) {
      for (Mined mined : block.transactions()) {
        if (mined.hash().equals(txHash)) {
          return Optional.of(
              new Inclusion(
                  txHash,
                  block.number(),
                  block.hash(),
                  GENESIS.plusSeconds(block.number()),
                  mined.succeeded(),
                  BigInteger.valueOf(mined.tx().cap())));
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public boolean isCanonical(long number, String hash) {
    answer();
    lookedForBlocks++;
    return number < blocks.size() && blocks.get((int) number).hash().equals(hash);
  }

  @Override
  public boolean knows(String txHash) {
    answer();
    return pool.values().stream().anyMatch(e -> e.getKey().equals(txHash))
        || inclusion(txHash).isPresent();
  }

  @Override
  public Broadcast broadcast(String raw) {
    answer();
    Tx tx = Tx.of(raw);
    if (refusing) {
      return new Broadcast.Refused("insufficient funds");
    }
    if (tx.nonce() < nonceAtHead()) {
      return new Broadcast.NonceUsed();
    }
    Map.Entry<String, Tx> pooled = pool.get(tx.nonce());
    if (pooled != null && !pooled.getKey().equals("h" + raw)) {
      Tx old = pooled.getValue();
      if (tx.cap() * 10 < old.cap() * 11 || tx.tip() * 10 < old.tip() * 11) {
        return new Broadcast.Underpriced();
      }
    }
    pool.put(tx.nonce(), Map.entry("h" + raw, tx));
    return new Broadcast.Accepted();
  }

  @Override
  public DryRun dryRun(Write write) {
    answer();
    long head = heads().getOrDefault(write.key().part() + "" + write.key().stream(), 0L);
    if (write.key().epoch() == head) {
      return new DryRun.NoEffect();
    }
    return write.key().epoch() < head
        ? new DryRun.Reverts("OldEpoch")
        : new DryRun.Effective(BigInteger.valueOf(100));
  }

  @Override
  public long headEpoch(Bytes32 stream) {
    answer();
    return heads().entrySet().stream()
        .filter(e -> e.getKey().endsWith(stream.hex()))
        .mapToLong(Map.Entry::getValue)
        .max()
        .orElse(0);
  }

  @Override
  public BigInteger suggestedTip() {
    answer();
    return BigInteger.TWO;
  }
}
