package io.setoff.risk.totals;

import java.math.BigDecimal;

/**
 * The accounts in one band.
 *
 * @param accounts how many
 * @param debtUsd what they owe, or the size of what they have open
 * @param securedByUsd what secures that
 */
public record BandTotal(long accounts, BigDecimal debtUsd, BigDecimal securedByUsd) {
  static BandTotal of(MarginedBook book) {
    return new BandTotal(1, book.debtUsd(), book.securedByUsd());
  }

  BandTotal merge(BandTotal other) {
    return new BandTotal(
        accounts + other.accounts,
        debtUsd.add(other.debtUsd),
        securedByUsd.add(other.securedByUsd));
  }
}
