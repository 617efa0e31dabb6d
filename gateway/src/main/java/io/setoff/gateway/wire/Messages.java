package io.setoff.gateway.wire;

import com.google.protobuf.Timestamp;
import io.setoff.gateway.book.ChainView;
import io.setoff.gateway.book.ReorgEvent;
import io.setoff.gateway.portfolio.Coverage;
import io.setoff.gateway.portfolio.Cut;
import io.setoff.model.BlockRef;
import io.setoff.model.Decimals;
import io.setoff.model.Gap;
import io.setoff.model.Origin;
import io.setoff.model.Price;
import io.setoff.model.UnderlyingId;
import io.setoff.model.VenueId;
import io.setoff.store.ChainReplica.State;
import io.setoff.v1.Assurance;
import io.setoff.v1.Provenance;
import io.setoff.v1.Reorg;
import io.setoff.v1.Venue;
import io.setoff.v1.VenueCoverage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** The small messages that all answers share. */
public final class Messages {
  private Messages() {}

  public static String decimal(BigDecimal value) {
    return Decimals.canonical(value);
  }

  /** The shortest decimal that reads back as the same double. */
  public static String decimal(double value) {
    return Decimals.canonical(BigDecimal.valueOf(value));
  }

  public static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  public static Venue venue(VenueId venue) {
    return Venue.newBuilder()
        .setId(venue.toString())
        .setChain(venue.chain().value())
        .setProtocol(venue.protocol())
        .setDeployment(venue.deployment())
        .build();
  }

  public static VenueCoverage coverage(Coverage coverage) {
    return VenueCoverage.newBuilder()
        .setVenue(venue(coverage.venue()))
        .setState(Enums.of(coverage.state()))
        .setReason(coverage.reason())
        .build();
  }

  public static List<VenueCoverage> coverage(List<Coverage> coverage) {
    return coverage.stream().map(Messages::coverage).toList();
  }

  public static io.setoff.v1.Gap gap(Gap gap) {
    return io.setoff.v1.Gap.newBuilder()
        .setKind(Enums.of(gap.kind()))
        .setSubject(gap.subject())
        .setDetail(gap.detail())
        .build();
  }

  public static List<io.setoff.v1.Gap> gaps(List<Gap> gaps) {
    return gaps.stream().map(Messages::gap).toList();
  }

  public static io.setoff.v1.Price price(Price price) {
    io.setoff.v1.Price.Builder message =
        io.setoff.v1.Price.newBuilder()
            .setPx(decimal(price.px()))
            .setQuote(UnderlyingId.USD.value())
            .setSource(price.source())
            .setKind(Enums.of(price.kind()));
    if (price.kind() != Price.Kind.NUMERAIRE) {
      message.setObservedAt(timestamp(price.observedAt()));
    }
    return message.build();
  }

  /** The block of each chain that has one. */
  public static List<Provenance> asOf(Cut cut) {
    return cut.points().stream()
        .filter(point -> point.state().isPresent())
        .map(point -> head(point.chain(), point.state().orElseThrow().block()))
        .toList();
  }

  /** A block as the head of an answer. */
  public static Provenance head(ChainView view, BlockRef block) {
    Provenance.Builder head = block(view, block);
    view.health().ifPresent(health -> head.setObservedAt(timestamp(health.lastContact())));
    return head.build();
  }

  /** Where a position's state was read, and what last changed it. */
  public static Provenance provenance(ChainView view, State state, Origin origin) {
    Provenance.Builder provenance = block(view, state.block());
    provenance.setAssurance(Enums.of(origin.assurance()));
    origin.log().ifPresent(log -> provenance.setTxHash(log.txHash()).setLogIndex(log.logIndex()));
    return provenance.build();
  }

  private static Provenance.Builder block(ChainView view, BlockRef block) {
    return Provenance.newBuilder()
        .setChain(view.chain().id().value())
        .setHeight(block.height())
        .setBlockHash(block.hash())
        .setParentHash(block.parentHash())
        .setBlockTime(timestamp(block.time()))
        .setFinality(Enums.stateOf(view.finalityOf(block.height())))
        .setAssurance(Assurance.ASSURANCE_SINGLE);
  }

  public static Reorg reorg(ReorgEvent event) {
    return Reorg.newBuilder()
        .setChain(event.chain().value())
        .setAncestorHeight(event.ancestor().height())
        .setAncestorHash(event.ancestor().hash())
        .setDepth((int) event.depth())
        .setOldHeadHash(event.oldHead().hash())
        .setNewHeadHash(event.newHead().hash())
        .build();
  }
}
