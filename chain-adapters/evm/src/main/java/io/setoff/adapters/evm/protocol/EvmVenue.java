package io.setoff.adapters.evm.protocol;

import io.setoff.adapters.evm.view.Reference;
import io.setoff.adapters.kernel.spi.PositionReader;
import io.setoff.model.UnderlyingId;
import java.util.List;
import java.util.Set;

/** A protocol that accounts have positions with. */
public interface EvmVenue extends EvmProtocol, PositionReader {

  @Override
  default Set<String> holderTables() {
    return events().accountTables();
  }

  /** How its configured contracts name each other. */
  default List<Reference> references() {
    return List.of();
  }

  /** What its markets of perpetual futures follow. */
  default List<UnderlyingId> perpetuals() {
    return List.of();
  }
}
