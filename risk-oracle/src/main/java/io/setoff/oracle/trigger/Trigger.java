package io.setoff.oracle.trigger;

import io.setoff.oracle.Epoch;
import io.setoff.oracle.Word;
import io.setoff.oracle.trigger.Reason.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares figures with those of the last epoch. A move is never measured relative to a signed
 * number: net may be zero or change its sign. Not for several threads.
 */
public final class Trigger {
  private final TriggerRules rules;

  /** Accounts beyond their limit, until they are clearly below it again. */
  private final Set<String> beyond = new HashSet<>();

  private Optional<Epoch> last = Optional.empty();

  public Trigger(TriggerRules rules) {
    this.rules = rules;
  }

  /** The figures that later ones are compared with. */
  public void published(Epoch epoch) {
    last = Optional.of(epoch);
    for (Epoch.Row row : epoch.rows()) {
      limit(row)
          .ifPresent(
              limit -> {
                if (isBeyond(row, limit)) {
                  beyond.add(row.account());
                } else {
                  beyond.remove(row.account());
                }
              });
    }
  }

  /**
   * Whether no figures would be worth an epoch now, whose blocks are still in their chains.
   *
   * @param since age of the last epoch
   */
  public boolean isTooEarly(Duration since) {
    return last.isPresent() && since.compareTo(rules.minInterval()) < 0;
  }

  /**
   * Whether figures are worth an epoch.
   *
   * @param since age of the last epoch
   * @param inputsHold whether the blocks of the last epoch are still in their chains
   */
  public Optional<Reason> due(Epoch now, Duration since, boolean inputsHold) {
    if (last.isEmpty()) {
      return Optional.of(Reason.of(Kind.FIRST));
    }
    if (!inputsHold) {
      return Optional.of(Reason.of(Kind.INPUT_REORGANISED));
    }
    if (isTooEarly(since)) {
      return Optional.empty();
    }
    return difference(last.get().rows(), now.rows())
        .or(
            () ->
                since.compareTo(rules.heartbeat()) >= 0
                    ? Optional.of(Reason.of(Kind.HEARTBEAT))
                    : Optional.empty());
  }

  private Optional<Reason> difference(List<Epoch.Row> before, List<Epoch.Row> now) {
    if (!accounts(before).equals(accounts(now))) {
      return Optional.of(Reason.of(Kind.ACCOUNTS_CHANGED));
    }
    Optional<Reason> urgent = Optional.empty();
    for (int i = 0; i < now.size(); i++) {
      Optional<Reason> reason = difference(before.get(i), now.get(i));
      if (reason.isPresent()
          && (urgent.isEmpty() || reason.get().kind().compareTo(urgent.get().kind()) < 0)) {
        urgent = reason;
      }
    }
    return urgent;
  }

  private static List<String> accounts(List<Epoch.Row> rows) {
    return rows.stream().map(Epoch.Row::account).toList();
  }

  private Optional<Reason> difference(Epoch.Row before, Epoch.Row now) {
    Word was = before.word();
    Word is = now.word();
    if (was.netMicros().signum() != is.netMicros().signum()) {
      return reason(Kind.SIGN_CHANGED, now);
    }
    if (was.flags() != is.flags() || was.coverageBps() != is.coverageBps()) {
      return reason(Kind.FLAGS_CHANGED, now);
    }
    if (limit(now)
        .filter(limit -> isBeyond(now, limit) != beyond.contains(now.account()))
        .isPresent()) {
      return reason(Kind.LIMIT_CROSSED, now);
    }
    BigDecimal threshold = threshold(before);
    if (moved(was.netUsd(), is.netUsd(), threshold)) {
      return reason(Kind.NET_MOVED, now);
    }
    return moved(was.marginUsd(), is.marginUsd(), threshold)
        ? reason(Kind.MARGIN_MOVED, now)
        : Optional.empty();
  }

  private static Optional<Reason> reason(Kind kind, Epoch.Row row) {
    return Optional.of(new Reason(kind, row.account()));
  }

  private Optional<BigDecimal> limit(Epoch.Row row) {
    return Optional.ofNullable(rules.limitsUsd().get(row.account()));
  }

  private boolean isBeyond(Epoch.Row row, BigDecimal limit) {
    BigDecimal net = row.word().netUsd().abs();
    BigDecimal bound =
        beyond.contains(row.account())
            ? limit.multiply(BigDecimal.ONE.subtract(rules.hysteresis()))
            : limit;
    return net.compareTo(bound) > 0;
  }

  private BigDecimal threshold(Epoch.Row row) {
    Word word = row.word();
    BigDecimal base =
        word.netUsd().abs().max(word.grossUsd()).max(limit(row).orElse(BigDecimal.ZERO));
    return rules.absoluteUsd().max(base.multiply(rules.share()));
  }

  private static boolean moved(BigDecimal was, BigDecimal is, BigDecimal threshold) {
    BigDecimal move = is.subtract(was).abs();
    return move.signum() > 0 && move.compareTo(threshold) >= 0;
  }
}
