package io.setoff.adapters.kernel.spi;

import io.setoff.model.AccountId;
import io.setoff.model.BlockRef;
import io.setoff.model.Detail;
import io.setoff.model.VenueId;
import io.setoff.store.Rows;
import java.util.Set;

/**
 * Turns stored rows into positions at a block. Pure: the same rows and block give the same bytes;
 * no clock, no network, no price.
 */
public interface PositionReader {
  VenueId venue();

  /** Tables whose entities are the accounts that may hold something at the venue. */
  Set<String> holderTables();

  /** Tables whose rows change what accounts hold through {@link Detail.Lend#indexRay} alone. */
  default Set<String> indexTables() {
    return Set.of();
  }

  /**
   * Emits what {@code account} holds at the venue when {@code rows} are the state at {@code block}.
   */
  void read(AccountId account, BlockRef block, Rows rows, PositionSink out);
}
