package io.setoff.gateway.oracle;

import com.google.protobuf.Timestamp;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.gateway.thread.SharedThreads;
import io.setoff.model.Decimals;
import io.setoff.oracle.Bytes32;
import io.setoff.oracle.Epoch;
import io.setoff.oracle.EpochReport;
import io.setoff.oracle.Quorum;
import io.setoff.oracle.publish.Slot;
import io.setoff.oracle.publish.WriteKey;
import io.setoff.oracle.stream.LaneRunner;
import io.setoff.oracle.stream.LaneRunner.Progress;
import io.setoff.oracle.stream.SignedEpoch;
import io.setoff.oracle.stream.SignedEpoch.ForContract;
import io.setoff.oracle.stream.StreamLog;
import io.setoff.v1.ListPublicationsRequest;
import io.setoff.v1.ListPublicationsResponse;
import io.setoff.v1.Publication;
import io.setoff.v1.PublicationState;
import io.setoff.v1.PublicationTrigger;
import io.setoff.v1.PublishedAccount;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Epochs and how far they are, as messages. */
public final class Publications {
  private static final int MAX_EPOCHS = 100;

  private final List<StreamLog> logs;
  private final List<LaneRunner> lanes;

  Publications(List<StreamLog> logs, List<LaneRunner> lanes) {
    this.logs = logs;
    this.lanes = lanes;
  }

  /** See {@code OracleService.ListPublications}. */
  public ListPublicationsResponse list(ListPublicationsRequest request) {
    assert SharedThreads.mayBeKeptBusy();
    int epochs = request.getEpochs() == 0 ? 1 : request.getEpochs();
    if (epochs < 1 || epochs > MAX_EPOCHS) {
      throw RequestException.invalid("epochs", "is not between 1 and " + MAX_EPOCHS);
    }
    ListPublicationsResponse.Builder response = ListPublicationsResponse.newBuilder();
    for (StreamLog log : logs) {
      for (SignedEpoch epoch : log.newest(epochs)) {
        epoch.contracts().forEach(contract -> response.addPublications(of(epoch, contract)));
      }
    }
    return response.build();
  }

  private Publication of(SignedEpoch epoch, ForContract contract) {
    List<Optional<Progress>> writes =
        SignedEpoch.keys(epoch.proposal()).stream().map(key -> progress(contract, key)).toList();
    List<Progress> known = writes.stream().flatMap(Optional::stream).toList();
    EpochReport root = contract.root().report();
    Quorum quorum = contract.root().quorum();
    Publication.Builder publication =
        Publication.newBuilder()
            .setChain("eip155:" + contract.domain().chainId())
            .setContract(contract.domain().contract())
            .setEpoch(root.epoch())
            .setRootStreamId(root.streamId().hex())
            .setRowsStreamId(contract.rows().getFirst().report().streamId().hex())
            .setRoot(root.root().hex())
            .setObservedAt(timestamp(root.observedAt()))
            .setValidUntil(timestamp(root.validUntil()))
            .setStream(epoch.proposal().stream())
            .setModel(epoch.proposal().epoch().model())
            .addAllScope(epoch.proposal().epoch().scope())
            .setTrigger(
                PublicationTrigger.valueOf("PUBLICATION_TRIGGER_" + epoch.reason().kind().name()))
            .setTriggerAccount(epoch.reason().account())
            .setSignedAt(timestamp(epoch.signedAt()))
            .addAllSigners(quorum.signers().stream().map(quorum.set()::get).toList())
            .setState(state(known))
            .setError(
                known.stream()
                    .map(progress -> progress.write().reason())
                    .filter(reason -> !reason.isEmpty())
                    .findFirst()
                    .orElse(""))
            .setTransactions(known.stream().mapToInt(Progress::attempts).sum())
            .setCostWei(
                known.stream()
                    .map(Publications::cost)
                    .reduce(BigInteger.ZERO, BigInteger::add)
                    .toString());
    hash(writes.get(0)).ifPresent(publication::setCommitTx);
    hash(writes.get(1)).ifPresent(publication::setStoreTx);
    writes.stream()
        .skip(2)
        .flatMap(write -> hash(write).stream())
        .forEach(publication::addMoreStoreTxs);
    Epoch figures = epoch.proposal().epoch();
    for (int i = 0; i < figures.rows().size(); i++) {
      publication.addAccounts(account(figures.rows().get(i), epoch.tree().proof(i)));
    }
    return publication.build();
  }

  private Optional<Progress> progress(ForContract contract, WriteKey key) {
    return lanes.stream()
        .filter(lane -> lane.domain().equals(contract.domain()))
        .findFirst()
        .flatMap(lane -> lane.progress(key));
  }

  private static Optional<String> hash(Optional<Progress> progress) {
    return progress.flatMap(Progress::attempt).map(Slot.Attempt::hash);
  }

  private static BigInteger cost(Progress progress) {
    return progress.inclusion().map(Slot.Inclusion::cost).orElse(BigInteger.ZERO);
  }

  /** That of the part that is least far, or of one that did not make it. */
  private static PublicationState state(List<Progress> known) {
    List<PublicationState> order =
        List.of(
            PublicationState.PUBLICATION_STATE_FAILED,
            PublicationState.PUBLICATION_STATE_SUPERSEDED,
            PublicationState.PUBLICATION_STATE_BUILT,
            PublicationState.PUBLICATION_STATE_QUEUED,
            PublicationState.PUBLICATION_STATE_SENT,
            PublicationState.PUBLICATION_STATE_MINED,
            PublicationState.PUBLICATION_STATE_FINAL);
    List<PublicationState> parts =
        known.stream()
            .map(progress -> progress.write().state())
            .map(state -> PublicationState.valueOf("PUBLICATION_STATE_" + state.name()))
            .toList();
    return order.stream()
        .filter(parts::contains)
        .findFirst()
        .orElse(PublicationState.PUBLICATION_STATE_SUPERSEDED);
  }

  private static PublishedAccount account(Epoch.Row row, List<Bytes32> proof) {
    return PublishedAccount.newBuilder()
        .setAccount(row.account())
        .setNetUsd(Decimals.canonical(row.word().netUsd()))
        .setGrossUsd(Decimals.canonical(row.word().grossUsd()))
        .setMarginUsd(Decimals.canonical(row.word().marginUsd()))
        .setWord(row.word().encoded().hex())
        .addAllProof(proof.stream().map(Bytes32::hex).toList())
        .addAllCut(row.cut())
        .addAllMarginCut(row.margin().cut())
        .setMarginFallback(row.margin().fallback())
        .build();
  }

  private static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder().setSeconds(instant.getEpochSecond()).build();
  }
}
