package io.setoff.adapters.evm.script;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Random;

/** Ways to falsify logs and receipts. */
final class Lies {
  private Lies() {}

  static void receipts(ArrayNode receipts, Random random) {
    if (receipts.isEmpty()) {
      return;
    }
    int index = random.nextInt(receipts.size());
    ObjectNode receipt = (ObjectNode) receipts.get(index);
    switch (random.nextInt(5)) {
      case 0 -> receipts.remove(index);
      case 1 -> receipt.putArray("logs");
      case 2 -> change((ObjectNode) receipt.at("/logs/0"), random);
      case 3 -> receipts.add(receipt.deepCopy());
      default -> receipts.insert(0, receipts.remove(receipts.size() - 1)).add(receipt.deepCopy());
    }
  }

  static void logs(ArrayNode logs, Random random) {
    int index = random.nextInt(logs.size());
    if (random.nextBoolean()) {
      logs.remove(index);
    } else {
      change((ObjectNode) logs.get(index), random);
    }
  }

  private static void change(ObjectNode log, Random random) {
    if (random.nextBoolean()) {
      log.put("data", ScriptedChain.word(BigInteger.valueOf(random.nextInt(1_000_000) + 1_000)));
    } else {
      log.put("address", "0x" + "66".repeat(20));
    }
  }
}
