package io.setoff.gateway.portfolio;

import io.setoff.gateway.config.TrackingLimits;
import io.setoff.model.AccountId;
import io.setoff.model.ChainId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Who is asked for, and since when nobody has asked: so many of a chain at most, each for a while.
 * Accounts of the operator's own do not count and stay. Thread-safe.
 */
final class AskedAccounts {
  private final TrackingLimits limits;
  private final Predicate<AccountId> isOwn;
  private final InstantSource clock;
  private final Map<AccountId, Instant> lastAsked = new HashMap<>();

  AskedAccounts(TrackingLimits limits, Predicate<AccountId> isOwn, InstantSource clock) {
    this.limits = limits;
    this.isOwn = isOwn;
    this.clock = clock;
  }

  /** Takes an account over that an earlier process was asked for, as if that were now. */
  synchronized void inherit(AccountId account) {
    lastAsked.put(account, clock.instant());
  }

  /** Whether all of them are asked for already; they are now asked for again. */
  synchronized boolean areKnown(List<AccountId> accounts) {
    if (!lastAsked.keySet().containsAll(accounts)) {
      return false;
    }
    note(accounts);
    return true;
  }

  /**
   * Notes that somebody asks.
   *
   * @throws RequestException when there are too many already
   */
  synchronized void ask(List<AccountId> accounts) {
    for (AccountId account : accounts) {
      if (!lastAsked.containsKey(account) && !isOwn.test(account)) {
        requireRoom(account.chain());
      }
    }
    note(accounts);
  }

  private void note(List<AccountId> accounts) {
    Instant now = clock.instant();
    accounts.forEach(account -> lastAsked.put(account, now));
  }

  private void requireRoom(ChainId chain) {
    long strangers =
        lastAsked.keySet().stream()
            .filter(account -> account.chain().equals(chain) && !isOwn.test(account))
            .count();
    if (strangers >= limits.accounts()) {
      throw new RequestException(
          RequestException.Code.RESOURCE_EXHAUSTED,
          "account",
          "%d accounts of %s are read already, as many as tracking.accounts allows: ask again when others have not been asked for during %s, or have the operator list it under accounts"
              .formatted(strangers, chain, text(limits.keep())));
    }
  }

  private static String text(Duration time) {
    return time.toSeconds() % 60 == 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
  }

  /** Those of a chain. */
  synchronized List<AccountId> of(ChainId chain) {
    return lastAsked.keySet().stream().filter(account -> account.chain().equals(chain)).toList();
  }

  /**
   * Takes out those that nobody has asked for long enough.
   *
   * @param watched those that somebody watches, which is asking all the time; what is not known of
   *     them is not taken up
   */
  synchronized List<AccountId> expired(List<AccountId> watched) {
    Instant now = clock.instant();
    watched.forEach(account -> lastAsked.computeIfPresent(account, (same, before) -> now));
    Instant oldest = now.minus(limits.keep());
    List<AccountId> expired = new ArrayList<>();
    lastAsked.forEach(
        (account, asked) -> {
          if (asked.isBefore(oldest) && !isOwn.test(account)) {
            expired.add(account);
          }
        });
    expired.forEach(lastAsked::remove);
    return expired;
  }
}
