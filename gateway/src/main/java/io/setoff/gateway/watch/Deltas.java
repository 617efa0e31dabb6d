package io.setoff.gateway.watch;

import io.setoff.gateway.book.ReorgEvent;
import io.setoff.gateway.thread.SharedThreads;
import io.setoff.gateway.wire.Messages;
import io.setoff.v1.PortfolioDelta;
import io.setoff.v1.Position;
import io.setoff.v1.PositionState;
import java.util.HashMap;
import java.util.Map;

/** The difference of two states of one portfolio. */
final class Deltas {
  private Deltas() {}

  static PortfolioDelta between(Snapshot from, Snapshot to) {
    assert SharedThreads.mayBeKeptBusy();
    PortfolioDelta.Builder delta =
        PortfolioDelta.newBuilder()
            .setFromVersion(from.portfolio().getVersion())
            .addAllAsOf(to.portfolio().getAsOfList())
            .addAllCoverage(to.portfolio().getCoverageList())
            .setComplete(to.portfolio().getComplete())
            .addAllGaps(to.portfolio().getGapsList())
            .setTotals(to.portfolio().getTotals())
            .setStateRoot(to.portfolio().getStateRoot());
    Map<String, Position> before = new HashMap<>();
    from.portfolio().getPositionsList().forEach(p -> before.put(p.getPositionId(), p));
    for (Position position : to.portfolio().getPositionsList()) {
      Position old = before.remove(position.getPositionId());
      if (old == null || !withoutVersion(old).equals(withoutVersion(position))) {
        delta.addPositions(position);
      }
    }
    before.values().forEach(gone -> delta.addPositions(tombstone(gone, to)));
    for (ReorgEvent reorg : to.reorgs()) {
      if (reorg.seq() > from.seqs().getOrDefault(reorg.chain(), 0L)) {
        delta.addReorgs(Messages.reorg(reorg));
      }
    }
    return delta.build();
  }

  private static Position withoutVersion(Position position) {
    return position.toBuilder().clearVersion().build();
  }

  private static Position tombstone(Position gone, Snapshot to) {
    Position.Builder tombstone =
        Position.newBuilder()
            .setPositionId(gone.getPositionId())
            .setAccount(gone.getAccount())
            .setVenue(gone.getVenue())
            .setKind(gone.getKind())
            .setLabel(gone.getLabel())
            .setState(PositionState.POSITION_STATE_CLOSED);
    to.seqs()
        .forEach(
            (chain, seq) -> {
              if (chain.value().equals(gone.getVenue().getChain())) {
                tombstone.setVersion(seq);
              }
            });
    return tombstone.build();
  }
}
