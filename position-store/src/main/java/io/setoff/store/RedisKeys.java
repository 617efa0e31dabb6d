package io.setoff.store;

import io.setoff.model.ChainId;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Keys of one chain. All have the chain in braces, so that a cluster keeps them on one node and one
 * script call moves the chain:
 *
 * <ul>
 *   <li>{@code setoff:{CHAIN}:m}, a hash: who writes, how far the chain is, which generation counts
 *   <li>{@code setoff:{CHAIN}:out}, a stream: an entry per applied step, its id the step's number
 *   <li>{@code setoff:{CHAIN}:notes}, a stream: changes of tracked and quarantined addresses, and
 *       what the writer reports
 *   <li>{@code setoff:{CHAIN}:G:r:B} and {@code a:B}, hashes: buckets of generation G, see {@link
 *       RedisBuckets}, of the rows {@code TABLE NUL ENTITY NUL ITEM}, and of the blocks that name
 *       an address, {@code ADDRESS NUL HEIGHT}
 *   <li>{@code setoff:{CHAIN}:G:j:HEIGHT/16}, hashes: how to undo blocks, by height
 *   <li>{@code setoff:{CHAIN}:t:B} and {@code q:B}, hashes: addresses that are tracked, and
 *       quarantined
 * </ul>
 */
record RedisKeys(String start) {
  /** Of tracked and of quarantined addresses: a million of them are a thousand in each. */
  static final int ADDRESS_BUCKETS = 1_024;

  /** Between the parts of a name. */
  static final String SEPARATOR = "\0";

  /** Of the journal in one hash. */
  private static final int JOURNAL_HEIGHTS = 16;

  static RedisKeys of(RedisSettings settings, ChainId chain) {
    return new RedisKeys(settings.prefix() + ":{" + chain.value() + "}:");
  }

  String meta() {
    return start + "m";
  }

  String out() {
    return start + "out";
  }

  String notes() {
    return start + "notes";
  }

  String rows(long generation, int bucket) {
    return start + generation + ":r:" + bucket;
  }

  String accounts(long generation, int bucket) {
    return start + generation + ":a:" + bucket;
  }

  String journal(long generation, long height) {
    return start + generation + ":j:" + Math.floorDiv(height, JOURNAL_HEIGHTS);
  }

  String tracked(String address) {
    return tracked(addressBucket(address));
  }

  String tracked(int bucket) {
    return start + "t:" + bucket;
  }

  String quarantined(String address) {
    return quarantined(addressBucket(address));
  }

  String quarantined(int bucket) {
    return start + "q:" + bucket;
  }

  private static int addressBucket(String address) {
    CRC32C crc = new CRC32C();
    crc.update(address.getBytes(StandardCharsets.UTF_8));
    return (int) (crc.getValue() % ADDRESS_BUCKETS);
  }

  static String row(RowKey key) {
    return key.table() + SEPARATOR + key.entity() + SEPARATOR + key.item();
  }

  static RowKey row(String name) {
    String[] parts = name.split(SEPARATOR, -1);
    return new RowKey(parts[0], parts[1], parts[2]);
  }

  static String account(String address, long height) {
    return address + SEPARATOR + height;
  }
}
