package io.setoff.adapters.evm.source;

import io.setoff.adapters.evm.log.LogFetcher;
import io.setoff.adapters.kernel.spi.Fetched;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.model.BlockRef;
import java.util.function.Consumer;

/** Checked logs with the fold that they go to. */
record EvmFetched(LogFetcher.Batch batch, Consumer<RowEditor> fold) implements Fetched {
  @Override
  public BlockRef last() {
    return batch.last().ref();
  }

  @Override
  public String parentHash() {
    return batch.first().ref().parentHash();
  }

  @Override
  public Cost cost() {
    return batch.cost();
  }

  @Override
  public void foldInto(RowEditor rows) {
    fold.accept(rows);
  }
}
