package io.setoff.adapters.kernel.spi;

import io.setoff.model.BlockRef;
import io.setoff.model.PriceObservation;
import io.setoff.store.Rows;
import java.util.List;

/** Turns stored rows into price observations at a block. Pure, as {@link PositionReader}. */
public interface PriceReader {
  List<PriceObservation> read(BlockRef block, Rows rows);
}
