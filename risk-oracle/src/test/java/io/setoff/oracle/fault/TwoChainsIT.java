package io.setoff.oracle.fault;

import static io.setoff.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.evm.devnet.Devnet;
import io.setoff.adapters.evm.devnet.DevnetChain;
import io.setoff.adapters.rpc.HttpPost;
import io.setoff.adapters.rpc.NodeQuorum;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcSettings;
import io.setoff.adapters.rpc.fake.FakeNode;
import io.setoff.adapters.rpc.fake.FakeNode.Fault;
import io.setoff.oracle.Epoch;
import io.setoff.oracle.EpochInputs;
import io.setoff.oracle.Figures;
import io.setoff.oracle.KeyFile;
import io.setoff.oracle.OracleDomain;
import io.setoff.oracle.publish.FileJournal;
import io.setoff.oracle.publish.Lane;
import io.setoff.oracle.publish.LaneSettings;
import io.setoff.oracle.publish.LocalWallet;
import io.setoff.oracle.publish.RpcChain;
import io.setoff.oracle.publish.Write;
import io.setoff.oracle.publish.WriteKey;
import io.setoff.oracle.sign.Collector;
import io.setoff.oracle.sign.KeySigner;
import io.setoff.oracle.sign.LocalSigner;
import io.setoff.oracle.sign.Proposal;
import io.setoff.oracle.sign.SignerLink;
import io.setoff.oracle.sign.SignerSet;
import io.setoff.oracle.stream.EpochSource;
import io.setoff.oracle.stream.EpochSpans;
import io.setoff.oracle.stream.LaneLog;
import io.setoff.oracle.stream.LaneRunner;
import io.setoff.oracle.stream.SignedEpoch;
import io.setoff.oracle.stream.StreamLog;
import io.setoff.oracle.stream.StreamPublisher;
import io.setoff.oracle.stream.StreamSettings;
import io.setoff.oracle.trigger.Trigger;
import io.setoff.oracle.trigger.TriggerRules;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stream to two chains, one of whose lanes cannot record, or whose node stalls. */
class TwoChainsIT {
  private static final String STREAM = "two-chains";

  /** Short where a test stalls; elsewhere no machine is to be too slow for it. */
  private static final Duration STALLED_AFTER = Duration.ofSeconds(2);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Devnet devnet = Devnet.start();
  private final KeyFile keys = KeyFile.read(devnet.folder().resolve("keys.json"));
  private final List<KeySigner> signers = keys.signers().stream().map(KeySigner::of).toList();
  private final HttpPost realA = new HttpPost(URI.create(devnet.rpc("A")), PATIENCE, 32L << 20);
  private final FakeNode nodeA = new FakeNode(realA::send);
  private final LaneRunner a = lane("A", nodeA.url(), STALLED_AFTER);
  private final LaneRunner b = lane("B", URI.create(devnet.rpc("B")), PATIENCE);
  private final StreamLog log = new StreamLog(STREAM, lines::add);
  private final StreamPublisher publisher = publisher(log);

  @AfterEach
  void stop() {
    a.close();
    b.close();
    nodeA.close();
    realA.close();
    devnet.close();
  }

  /**
   * Every look has other figures, so that each is worth an epoch. All are of the same time: a chain
   * that is written goes on meanwhile, and a report from its future is none for one that stalls.
   */
  private final class MovingSource implements EpochSource {
    private final Instant time = b.chain().head().time();
    private int looks;

    @Override
    public EpochInputs inputs() {
      return Figures.inputs("main", time);
    }

    @Override
    public Epoch build(EpochInputs inputs) {
      looks++;
      return Figures.epoch(inputs.newestTime(), looks % 2 == 0 ? "-1" : "1");
    }

    @Override
    public boolean holds(EpochInputs older, EpochInputs now) {
      return true;
    }
  }

  private Path folder(String name) {
    return devnet.folder().resolve("lane-" + name);
  }

  private LaneRunner lane(String name, URI url, Duration timeout) {
    try (DevnetChain node = new DevnetChain(devnet, name)) {
      RpcSettings limits = RpcSettings.DEFAULT.withTimeout(timeout);
      NodeQuorum nodes = new NodeQuorum(new RpcPool(name, List.of(url), limits), 1);
      OracleDomain domain = new OracleDomain(node.id().evmNumber(), node.address("risk_oracle"));
      LocalWallet wallet = new LocalWallet(keys.gasPayer(), domain.chainId(), domain.contract());
      RpcChain chain = new RpcChain(nodes, domain, wallet.address());
      FileJournal journal = FileJournal.open(folder(name));
      LaneLog told = new LaneLog(name, line -> {});
      Lane lane = new Lane(chain, wallet, journal, PublishRig.FEES, new LaneSettings(2, 2), told);
      return new LaneRunner(chain, nodes, lane, journal, told, Duration.ofMillis(20));
    }
  }

  private StreamPublisher publisher(StreamLog to) {
    List<SignerLink> links = signers.stream().<SignerLink>map(LocalSigner::new).toList();
    SignerSet set = new SignerSet(signers.stream().map(KeySigner::address).toList());
    return new StreamPublisher(
        new MovingSource(),
        new Trigger(
            new TriggerRules(
                Duration.ofDays(1),
                Duration.ZERO,
                BigDecimal.ONE,
                BigDecimal.ZERO,
                Map.of(),
                BigDecimal.ZERO)),
        new Collector(links, Duration.ofSeconds(5), Duration.ofMillis(10)),
        List.of(a, b),
        new StreamSettings(
            to.stream(), Duration.ofMillis(10), Duration.ofHours(1), List.of(set), 2),
        to,
        EpochSpans.none(),
        Clock.systemUTC());
  }

  private long signed() {
    return signed(log);
  }

  private static long signed(StreamLog of) {
    return of.newest(1).getFirst().proposal().number();
  }

  private List<OracleDomain> reached() {
    return reached(log);
  }

  private static List<OracleDomain> reached(StreamLog of) {
    return of.newest(1).getFirst().contracts().stream().map(c -> c.domain()).toList();
  }

  private void awaitHead(LaneRunner lane) {
    awaitHead(lane, log);
  }

  private static void awaitHead(LaneRunner lane, StreamLog of) {
    await()
        .ignoreExceptions()
        .until(() -> lane.chain().headEpoch(Proposal.rowsStream(of.stream())) == signed(of));
  }

  @Test
  void aNodeThatStallsWithinItsAnswerCostsItsChainAlone() throws Exception {
    StreamLog otherLog = new StreamLog("other", lines::add);
    StreamPublisher other = publisher(otherLog);
    publisher.look();
    other.look();
    for (Fault fault : EnumSet.complementOf(EnumSet.of(Fault.NONE))) {
      nodeA.fault(fault);
      for (int look = 0; look < 2; look++) {
        long before = signed();
        publisher.look();
        other.look();
        assertThat(signed()).as("an epoch while it %s", fault).isGreaterThan(before);
        assertThat(reached()).as("chains while it %s", fault).containsExactly(b.domain());
        assertThat(reached(otherLog)).as("chains while it %s", fault).containsExactly(b.domain());
        awaitHead(b);
        awaitHead(b, otherLog);
      }
      nodeA.fault(Fault.NONE);
      while (reached().size() < 2 || reached(otherLog).size() < 2) {
        publisher.look();
        other.look();
      }
      awaitHead(a);
      awaitHead(a, otherLog);
    }
    assertThat(log.failures() + otherLog.failures()).isZero();
  }

  @Test
  void aLostLeaseStopsItsLaneAndNoOther() throws Exception {
    publisher.look();
    awaitHead(a);
    awaitHead(b);
    long last = signed();
    Files.writeString(folder("A").resolve("lease"), "1000");
    for (int look = 0; look < 3; look++) {
      publisher.look();
      assertThat(reached()).containsExactly(b.domain());
      awaitHead(b);
    }
    assertThat(signed()).isEqualTo(last + 3);
    assertThat(log.failures()).isZero();
    assertThat(a.log().isStopped()).isTrue();
    assertThat(b.log().isStopped()).isFalse();
    assertThat(a.chain().headEpoch(Proposal.rowsStream(STREAM))).isEqualTo(last);
    assertThat(lines)
        .anyMatch(line -> line.contains("eip155:" + a.domain().chainId() + " is left out"));
  }

  @Test
  void aLeaseThatCannotBeReadForAWhileKeepsItsLaneOutForThatLong() throws Exception {
    publisher.look();
    awaitHead(a);
    Path lease = folder("A").resolve("lease");
    replaceByAFolder(lease);
    publisher.look();
    assertThat(reached()).containsExactly(b.domain());
    awaitHead(b);
    restore(lease);
    publisher.look();
    assertThat(reached()).containsExactly(a.domain(), b.domain());
    awaitHead(a);
    awaitHead(b);
    assertThat(a.log().isStopped()).isFalse();
    assertThat(log.failures()).isZero();
  }

  private static Path away(Path file) {
    return file.resolveSibling("away");
  }

  private static void replaceByAFolder(Path file) throws IOException {
    Files.move(file, away(file));
    Files.createDirectory(file);
  }

  private static void restore(Path file) throws IOException {
    Files.delete(file);
    Files.move(away(file), file);
  }

  @Test
  void whoWatchesIsToldLastAndItsFaultIsItsOwn() throws Exception {
    List<Write.State> states = new CopyOnWriteArrayList<>();
    List<Long> numbers = new CopyOnWriteArrayList<>();
    log.watch(
        epoch -> {
          for (WriteKey key : SignedEpoch.keys(epoch.proposal())) {
            states.add(b.progress(key).orElseThrow().write().state());
          }
          throw new IllegalStateException("a watcher's");
        });
    log.watch(epoch -> numbers.add(epoch.proposal().number()));
    for (int look = 0; look < 2; look++) {
      publisher.look();
      awaitHead(a);
      awaitHead(b);
    }
    assertThat(states).hasSize(4).doesNotContain(Write.State.BUILT);
    assertThat(numbers).containsExactly(1L, 2L);
    assertThat(log.failures()).isZero();
    assertThat(lines).anyMatch(line -> line.contains("IllegalStateException: a watcher's"));
  }
}
