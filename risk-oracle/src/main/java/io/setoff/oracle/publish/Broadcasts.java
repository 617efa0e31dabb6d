package io.setoff.oracle.publish;

import io.setoff.adapters.rpc.RpcReply;
import io.setoff.oracle.publish.ChainPort.Broadcast;
import java.util.List;
import java.util.Locale;

/** Reads what nodes say to a transaction. They agree on no code, so that the words decide. */
final class Broadcasts {
  /** geth; anvil and Nethermind; Besu; Erigon. */
  private static final List<String> KNOWN =
      List.of("already known", "already imported", "known transaction", "alreadyknown");

  private static final List<String> NONCE_USED =
      List.of("nonce too low", "nonce is too low", "nonce_too_low", "oldnonce");

  private static final List<String> UNDERPRICED =
      List.of("underpriced", "gas price too low to replace");

  private Broadcasts() {}

  static Broadcast read(RpcReply reply) {
    return switch (reply) {
      case RpcReply.Result _ -> new Broadcast.Accepted();
      case RpcReply.Failure failure -> read(failure);
    };
  }

  private static Broadcast read(RpcReply.Failure refusal) {
    String message = refusal.message().toLowerCase(Locale.ROOT);
    if (says(message, KNOWN)) {
      return new Broadcast.Accepted();
    }
    if (says(message, NONCE_USED)) {
      return new Broadcast.NonceUsed();
    }
    return says(message, UNDERPRICED)
        ? new Broadcast.Underpriced()
        : new Broadcast.Refused(refusal.message());
  }

  private static boolean says(String message, List<String> words) {
    return words.stream().anyMatch(message::contains);
  }
}
