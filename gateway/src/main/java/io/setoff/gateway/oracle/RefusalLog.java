package io.setoff.gateway.oracle;

import io.setoff.oracle.sign.Refusal;
import io.setoff.v1.RefusalReason;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Says what a signer refuses: once for an epoch and a reason, however often it is proposed
 * meanwhile. Thread-safe.
 */
final class RefusalLog {
  private final Consumer<String> lines;
  private final Map<String, Said> newest = new ConcurrentHashMap<>();

  private record Said(long epoch, RefusalReason reason) {}

  /**
   * Has said nothing yet.
   *
   * @param lines takes one line each
   */
  RefusalLog(Consumer<String> lines) {
    this.lines = lines;
  }

  void tell(String stream, long epoch, Refusal refusal) {
    Said said = new Said(epoch, refusal.reason());
    if (!said.equals(newest.put(stream, said))) {
      lines.accept(
          "epoch %d of %s is refused: %s %s"
              .formatted(epoch, stream, refusal.reason(), refusal.detail()));
    }
  }
}
