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
 *   <li>{@code setoff:{CHAIN}:G:GROUP:B}, hashes: bucket B of a group of generation G, see {@link
 *       RedisBuckets}. Groups are {@code r:TABLE NUL ENTITY} with the rows of an entity, {@code
 *       a:ADDRESS} with the blocks that name an address, {@code j:HEIGHT/64} with how to undo
 *       blocks, and {@code dr}, {@code da}, {@code dj} with the names of those
 *   <li>{@code setoff:{CHAIN}:t:B} and {@code q:B}, hashes: addresses that are tracked, and
 *       quarantined
 * </ul>
 */
record RedisKeys(String start) {
  static final String ROWS = "r";
  static final String ACCOUNTS = "a";
  static final String JOURNAL = "j";

  /** Of tracked and of quarantined addresses: a million of them are a thousand in each. */
  static final int ADDRESS_BUCKETS = 1_024;

  /** Heights of the journal in one group: some hundred kilobytes. */
  private static final int JOURNAL_HEIGHTS = 64;

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

  String bucket(long generation, String group, int bucket) {
    return start + generation + ":" + group + ":" + bucket;
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

  static String rows(String table, String entity) {
    return ROWS + ":" + table + "\0" + entity;
  }

  static String accounts(String address) {
    return ACCOUNTS + ":" + address;
  }

  static String journal(long height) {
    return JOURNAL + ":" + Math.floorDiv(height, JOURNAL_HEIGHTS);
  }

  /** The group that names all groups of a family. */
  static String directory(String family) {
    return "d" + family;
  }

  static boolean isDirectory(String group) {
    return group.startsWith("d");
  }

  /** The directory that has a group; of a directory there is none. */
  static String directoryOf(String group) {
    return directory(group.substring(0, 1));
  }

  /** Table and entity of a group of rows. */
  static RowKey entity(String group) {
    String[] parts = group.substring(ROWS.length() + 1).split("\0", -1);
    return new RowKey(parts[0], parts[1], "");
  }

  static String address(String group) {
    return group.substring(ACCOUNTS.length() + 1);
  }
}
