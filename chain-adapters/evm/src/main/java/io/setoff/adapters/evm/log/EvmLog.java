package io.setoff.adapters.evm.log;

import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.model.Assurance;
import io.setoff.model.Origin;
import io.setoff.model.Origin.LogRef;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One log. Words are read by position, as the ABI lays them out.
 *
 * @param address emitting contract, canonical
 * @param topics 0x hex, the first names the event
 * @param data the non-indexed arguments
 * @param height block
 * @param blockHash its hash
 * @param time its timestamp
 * @param txHash transaction
 * @param logIndex index in the block
 * @param assurance how well it was checked
 */
public record EvmLog(
    String address,
    List<String> topics,
    AbiWords data,
    long height,
    String blockHash,
    Instant time,
    String txHash,
    int logIndex,
    Assurance assurance) {

  /** How the word of an address begins. */
  private static final String NUMBER_PREFIX = "0x" + "0".repeat(24);

  /** How the word of a token's number begins, and of no address that anybody has: 2^64 tries. */
  private static final String SMALL_PREFIX = NUMBER_PREFIX + "0".repeat(16);

  public EvmLog {
    topics = List.copyOf(topics);
  }

  /** Indexed argument {@code index}, the first is 0, as an address. */
  public String topicAddress(int index) {
    return "0x" + topics.get(index + 1).substring(26);
  }

  /** Indexed arguments that look like addresses. */
  public List<String> addresses() {
    List<String> addresses = new ArrayList<>();
    for (int i = 1; i < topics.size(); i++) {
      String topic = topics.get(i);
      if (topic.startsWith(NUMBER_PREFIX) && !topic.startsWith(SMALL_PREFIX)) {
        addresses.add("0x" + topic.substring(NUMBER_PREFIX.length()));
      }
    }
    return addresses;
  }

  /** Indexed argument as an unsigned number. */
  public BigInteger topicWord(int index) {
    return new BigInteger(topics.get(index + 1).substring(2), 16);
  }

  /** Indexed argument as a signed number. */
  public BigInteger topicSigned(int index) {
    return AbiWords.signed(topicWord(index));
  }

  /** The same log, checked so well. */
  EvmLog checked(Assurance level) {
    return new EvmLog(address, topics, data, height, blockHash, time, txHash, logIndex, level);
  }

  public Origin origin() {
    return new Origin(height, blockHash, Optional.of(new LogRef(txHash, logIndex)), assurance);
  }
}
