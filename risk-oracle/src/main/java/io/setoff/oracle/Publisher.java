package io.setoff.oracle;

import com.google.protobuf.Timestamp;
import io.grpc.StatusRuntimeException;
import io.setoff.v1.Publication;
import io.setoff.v1.PublicationState;
import io.setoff.v1.PublishedAccount;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Publishes an epoch to every oracle contract, again and again.
 *
 * <p>Each epoch is committed as a root and stored as rows. Its number is one above every contract's
 * head and above every number tried before in this process. A chain that fails does not keep the
 * others from being written; the next epoch tries it again.
 */
public final class Publisher {
  private static final int KEPT_EPOCHS = 100;

  /**
   * A contract to write to.
   *
   * @param contract where
   * @param sender pays for it
   */
  public record Target(OracleContract contract, TransactionSender sender) {}

  private final EpochBuilder builder;
  private final QuorumSigner signer;
  private final List<Target> targets;
  private final PublisherSettings settings;
  private final Consumer<String> log;
  private final ArrayDeque<List<Publication>> published = new ArrayDeque<>();
  private long lastEpoch;

  /**
   * A publisher.
   *
   * @param log takes one line per epoch and per failure
   */
  public Publisher(
      EpochBuilder builder,
      QuorumSigner signer,
      List<Target> targets,
      PublisherSettings settings,
      Consumer<String> log) {
    this.builder = builder;
    this.signer = signer;
    this.targets = List.copyOf(targets);
    this.settings = settings;
    this.log = log;
  }

  /** Publishes until the thread is interrupted. */
  public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        publish();
      } catch (OracleUnavailableException | StatusRuntimeException e) {
        log.accept("nothing published: " + e.getMessage());
      }
      try {
        Thread.sleep(settings.interval());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Builds, signs and writes one epoch. */
  public void publish() {
    Epoch epoch = builder.build(settings.accounts());
    lastEpoch = nextEpoch();
    List<Publication> results = new ArrayList<>();
    for (Target target : targets) {
      Publication result = write(epoch, target);
      results.add(result);
      log.accept(
          "epoch %d on %s: %s %s"
              .formatted(
                  lastEpoch,
                  result.getChain(),
                  result.getState() == PublicationState.PUBLICATION_STATE_MINED
                      ? "published"
                      : "failed",
                  result.getError()));
    }
    synchronized (published) {
      published.addFirst(results);
      if (published.size() > KEPT_EPOCHS) {
        published.removeLast();
      }
    }
  }

  /** The newest epochs, newest first; one entry per chain each. */
  public List<Publication> newest(int epochs) {
    synchronized (published) {
      return published.stream().limit(epochs).flatMap(List::stream).toList();
    }
  }

  private long nextEpoch() {
    long head = lastEpoch;
    for (Target target : targets) {
      head = Math.max(head, target.contract().headEpoch(settings.rootStream()));
      head = Math.max(head, target.contract().headEpoch(settings.rowsStream()));
    }
    return head + 1;
  }

  private Publication write(Epoch epoch, Target target) {
    MerkleTree tree = epoch.tree();
    OracleDomain domain = target.contract().domain();
    Publication.Builder result = describe(epoch, tree, domain);
    try {
      long version = target.contract().setVersion();
      EpochReport root = report(epoch, settings.rootStream(), version, tree.root());
      byte[] packed = epoch.packedRows();
      EpochReport rows = report(epoch, settings.rowsStream(), version, Bytes32.keccak(packed));
      String commit = target.contract().commitData(root, signer.sign(domain.digest(root)));
      result.setCommitTx(target.sender().send(domain.contract(), commit));
      String store =
          target.contract().storeSignedData(rows, packed, signer.sign(domain.digest(rows)));
      result.setStoreTx(target.sender().send(domain.contract(), store));
      result.setState(PublicationState.PUBLICATION_STATE_MINED);
    } catch (OracleUnavailableException e) {
      result
          .setState(PublicationState.PUBLICATION_STATE_FAILED)
          .setError(String.valueOf(e.getMessage()));
    }
    return result.build();
  }

  private EpochReport report(Epoch epoch, Bytes32 stream, long setVersion, Bytes32 root) {
    return new EpochReport(
        stream,
        lastEpoch,
        setVersion,
        epoch.inputs().observedAt(),
        epoch.inputs().newestTime().plus(settings.validity()),
        epoch.rows().size(),
        root,
        epoch.inputs().hash(),
        Bytes32.keccak(epoch.model()));
  }

  private Publication.Builder describe(Epoch epoch, MerkleTree tree, OracleDomain domain) {
    Publication.Builder publication =
        Publication.newBuilder()
            .setChain("eip155:" + domain.chainId())
            .setContract(domain.contract())
            .setEpoch(lastEpoch)
            .setRootStreamId(settings.rootStream().hex())
            .setRowsStreamId(settings.rowsStream().hex())
            .setRoot(tree.root().hex())
            .setModel(epoch.model())
            .addAllScope(epoch.scope())
            .setObservedAt(timestamp(epoch.inputs().observedAt()))
            .setValidUntil(timestamp(epoch.inputs().newestTime().plus(settings.validity())));
    for (int i = 0; i < epoch.rows().size(); i++) {
      publication.addAccounts(published(epoch.rows().get(i), tree.proof(i)));
    }
    return publication;
  }

  private static PublishedAccount published(Epoch.Row row, List<Bytes32> proof) {
    return PublishedAccount.newBuilder()
        .setAccount(row.account())
        .setNetUsd(decimal(row.word().netUsd()))
        .setGrossUsd(decimal(row.word().grossUsd()))
        .setMarginUsd(decimal(row.word().marginUsd()))
        .setWord(row.word().encoded().hex())
        .addAllProof(proof.stream().map(Bytes32::hex).toList())
        .addAllCut(row.cut())
        .addAllMarginCut(row.margin().cut())
        .setMarginFallback(row.margin().fallback())
        .build();
  }

  private static String decimal(BigDecimal value) {
    return io.setoff.model.Decimals.canonical(value);
  }

  private static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder().setSeconds(instant.getEpochSecond()).build();
  }
}
