package io.setoff.adapters.evm.protocol;

import io.setoff.adapters.evm.view.Doubts;
import io.setoff.adapters.kernel.spi.PositionReader;
import io.setoff.adapters.kernel.spi.PositionSink;
import io.setoff.model.AccountId;
import io.setoff.model.BlockRef;
import io.setoff.model.Gap;
import io.setoff.model.GapKind;
import io.setoff.model.VenueId;
import io.setoff.store.Rows;
import java.util.Set;

/**
 * The positions at a venue, with a gap for each log of it that could not be understood and names
 * the account, until what the account has there was read; and with one in place of what cannot be
 * worked out.
 *
 * @param of the venue
 */
public record LeftOut(EvmVenue of) implements PositionReader {
  private static final System.Logger LOG = System.getLogger(LeftOut.class.getName());

  @Override
  public VenueId venue() {
    return of.venue();
  }

  @Override
  public Set<String> holderTables() {
    return of.holderTables();
  }

  @Override
  public Set<String> indexTables() {
    return of.indexTables();
  }

  @Override
  public void read(AccountId account, BlockRef block, Rows rows, PositionSink out) {
    try {
      of.read(account, block, rows, out);
    } catch (ArithmeticException | IllegalArgumentException | IllegalStateException e) {
      LOG.log(System.Logger.Level.ERROR, "an account at " + of.venue() + " cannot be read", e);
      out.gap(
          of.venue(),
          new Gap(
              GapKind.PARTIAL_READ,
              account.toString(),
              "what the account has at %s cannot be worked out: %s"
                  .formatted(of.venue(), e.getMessage())));
    }
    Doubts.openFor(account.address(), rows)
        .forEach(
            (contract, text) -> {
              if (of.addresses(rows).contains(contract)) {
                out.gap(of.venue(), new Gap(GapKind.PARTIAL_READ, contract, text));
              }
            });
  }
}
