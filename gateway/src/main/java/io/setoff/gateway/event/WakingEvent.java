package io.setoff.gateway.event;

import io.setoff.oracle.stream.Lines.Wake;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * What is worth waking somebody for: one line of the log when it begins, and one when it is over,
 * under a name that stays. The name is that of the alert that the same thing fires, and so of its
 * runbook.
 */
public enum WakingEvent {
  CHAIN_NOT_OK("ChainNotOk"),
  CHAIN_DIVERGED("ChainDiverged"),
  CHAIN_FOLLOWER_DEAD("ChainFollowerDead"),
  ACCOUNTS_QUARANTINED("AccountsQuarantined"),
  ORACLE_STREAM_FAILING("OracleStreamFailing"),
  ORACLE_CHAIN_NOT_WRITTEN("OracleChainNotWritten"),
  ORACLE_BUDGET("OracleBudget"),
  ORACLE_FOREIGN_NONCE("OracleForeignNonce"),
  ORACLE_REFUSED("OracleRefused");

  /** Of every line; whoever sends lines on selects by it. */
  static final String LOGGER = "io.setoff.event";

  private static final Logger LOG = Logger.getLogger(LOGGER);

  private final String label;

  WakingEvent(String label) {
    this.label = label;
  }

  /** That of a lane or a stream. */
  public static WakingEvent of(Wake what) {
    return switch (what) {
      case STREAM_FAILING -> ORACLE_STREAM_FAILING;
      case CHAIN_NOT_WRITTEN -> ORACLE_CHAIN_NOT_WRITTEN;
      case BUDGET -> ORACLE_BUDGET;
      case FOREIGN_NONCE -> ORACLE_FOREIGN_NONCE;
      case REFUSED -> ORACLE_REFUSED;
    };
  }

  public String label() {
    return label;
  }

  /**
   * It begins, or happens.
   *
   * @param of which chain or stream
   * @param text what there is to say, for people
   */
  public void tell(String of, String text) {
    line(Logger.Level.ERROR, of, "", text);
  }

  /** It is over. */
  public void over(String of) {
    line(Logger.Level.INFO, of, "over", "it is over");
  }

  /** As fields too, for programs; they are the line's alone. */
  private void line(Logger.Level level, String of, String state, String text) {
    MDC.put("event", label);
    MDC.put("of", of);
    if (!state.isEmpty()) {
      MDC.put("state", state);
    }
    try {
      LOG.logf(level, "%s of %s: %s", label, of, text);
    } finally {
      MDC.remove("event");
      MDC.remove("of");
      MDC.remove("state");
    }
  }
}
