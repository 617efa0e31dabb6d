package io.setoff.cli.plan;

import java.math.BigDecimal;

/**
 * What is paid for, in US dollars.
 *
 * @param memory a GiB of memory a month, with the machine around it
 * @param core a core a month
 * @param disk a GiB of disk a month
 * @param calls a million calls of a node
 */
public record Prices(BigDecimal memory, BigDecimal core, BigDecimal disk, BigDecimal calls) {
  /** Of large clouds and providers in 2026, rounded; ask yours. */
  static final Prices USUAL =
      new Prices(
          new BigDecimal("5"), new BigDecimal("25"), new BigDecimal("0.1"), new BigDecimal("4"));
}
