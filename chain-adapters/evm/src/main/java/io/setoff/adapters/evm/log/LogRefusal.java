package io.setoff.adapters.evm.log;

import io.setoff.adapters.rpc.RpcReply;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a provider means by refusing a request for logs. Wordings and codes differ from provider to
 * provider and change: whatever is not known to mean something else is taken as "too much", since
 * asking for less costs little and ends at one block.
 */
final class LogRefusal {
  private static final int METHOD_NOT_FOUND = -32_601;
  private static final Pattern NOT_THERE =
      Pattern.compile(
          "(unknown|missing|future) block|(block|header) (is )?not (found|available)|not found:|"
              + "beyond (the )?(head|latest)|after last accepted|method not");
  private static final Pattern HINT =
      Pattern.compile("\\[0x([0-9a-f]{1,15}), ?0x([0-9a-f]{1,15})\\]");

  private LogRefusal() {}

  /** Whether asking for less may help. */
  static boolean isTooMuch(RpcReply.Failure failure) {
    return failure.code() != METHOD_NOT_FOUND
        && !NOT_THERE.matcher(failure.message().toLowerCase(Locale.ROOT)).find();
  }

  /** Number of blocks that the provider suggests instead. */
  static OptionalLong suggestedBlocks(RpcReply.Failure failure) {
    Matcher hint = HINT.matcher(failure.message().toLowerCase(Locale.ROOT));
    if (!hint.find()) {
      return OptionalLong.empty();
    }
    long from = Long.parseLong(hint.group(1), 16);
    long to = Long.parseLong(hint.group(2), 16);
    return to >= from ? OptionalLong.of(to - from + 1) : OptionalLong.empty();
  }
}
