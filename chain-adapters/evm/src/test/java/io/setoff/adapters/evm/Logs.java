package io.setoff.adapters.evm;

import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.abi.EvmAddress;
import io.setoff.adapters.evm.log.EvmLog;
import io.setoff.adapters.evm.protocol.EventFold;
import io.setoff.model.Assurance;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Makes logs, one transaction a block. */
public final class Logs {
  private Logs() {}

  /** The address with this number, which no token's number looks like. */
  public static String address(int number) {
    return "0x" + "ad".repeat(16) + "%08x".formatted(number);
  }

  /**
   * A log.
   *
   * @param signature of the event
   * @param topics indexed arguments
   * @param data the others
   */
  public static EvmLog log(
      long height,
      int index,
      String contract,
      String signature,
      List<String> topics,
      BigInteger... data) {
    List<String> all = new ArrayList<>(List.of(EventFold.topic(signature)));
    topics.forEach(address -> all.add("0x%064x".formatted(EvmAddress.toWord(address))));
    StringBuilder words = new StringBuilder();
    for (BigInteger word : data) {
      words.append("%064x".formatted(word.mod(BigInteger.TWO.pow(256))));
    }
    return new EvmLog(
        contract,
        all,
        AbiWords.of(HexFormat.of().parseHex(words)),
        height,
        "0x%064x".formatted(height),
        Instant.ofEpochSecond(height),
        "0x%064x".formatted(1000 + height),
        index,
        Assurance.PROVEN);
  }
}
