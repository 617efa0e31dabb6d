package io.setoff.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.gateway.book.ReorgEvent;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.v1.Portfolio;
import io.setoff.v1.PortfolioDelta;
import io.setoff.v1.Position;
import io.setoff.v1.PositionState;
import io.setoff.v1.Venue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DeltasTest {
  private static final ChainId CHAIN = ChainId.evm(1);

  private static Position position(String id, String label, long version) {
    return Position.newBuilder()
        .setPositionId(id)
        .setVersion(version)
        .setLabel(label)
        .setVenue(Venue.newBuilder().setChain("eip155:1"))
        .setState(PositionState.POSITION_STATE_OPEN)
        .build();
  }

  private static Snapshot snapshot(long seq, List<ReorgEvent> reorgs, Position... positions) {
    return new Snapshot(
        Portfolio.newBuilder().setVersion(seq).addAllPositions(List.of(positions)).build(),
        new TreeMap<>(Map.of(CHAIN, seq)),
        reorgs);
  }

  @Test
  void onlyWhatIsNewOrChangedIsSent() {
    PortfolioDelta delta =
        Deltas.between(
            snapshot(1, List.of(), position("a", "same", 1), position("b", "before", 1)),
            snapshot(
                2,
                List.of(),
                position("a", "same", 2),
                position("b", "after", 2),
                position("c", "new", 2)));
    assertThat(delta.getFromVersion()).isEqualTo(1);
    assertThat(delta.getPositionsList())
        .extracting(Position::getPositionId)
        .containsExactly("b", "c");
  }

  @Test
  void whatEndedIsATombstoneOnce() {
    Snapshot one = snapshot(1, List.of(), position("a", "gone", 1));
    Snapshot two = snapshot(2, List.of());
    Snapshot three = snapshot(3, List.of());
    Position tombstone = Deltas.between(one, two).getPositions(0);
    assertThat(tombstone.getState()).isEqualTo(PositionState.POSITION_STATE_CLOSED);
    assertThat(tombstone.getLegsCount()).isZero();
    assertThat(tombstone.getVersion()).isEqualTo(2);
    assertThat(Deltas.between(two, three).getPositionsCount()).isZero();
  }

  @Test
  void aReorgIsToldToThoseWhoSawTheOldBranchAndToNobodyTwice() {
    BlockRef block = new BlockRef(5, "0x1", "0x0", Instant.EPOCH);
    List<ReorgEvent> reorgs =
        List.of(new ReorgEvent(CHAIN, 2, block, new BlockRef(8, "0x2", "", Instant.EPOCH), block));
    Snapshot before = snapshot(1, List.of());
    Snapshot after = snapshot(2, reorgs);
    Snapshot later = snapshot(3, reorgs);
    assertThat(Deltas.between(before, after).getReorgsList())
        .singleElement()
        .satisfies(reorg -> assertThat(reorg.getDepth()).isEqualTo(3));
    assertThat(Deltas.between(after, later).getReorgsCount()).isZero();
  }
}
